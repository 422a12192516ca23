package vn.kyso.frame;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import vn.kyso.contracts.envelope.Service;

/// A handler for other services of the installation, with a token that the caller signed with its identity key
/// ([ServiceToken]). The caller arrives as a [CallingService] argument. On a method it replaces what the class says.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceApi {
    /// The services that may call it.
    Service[] value();
}
