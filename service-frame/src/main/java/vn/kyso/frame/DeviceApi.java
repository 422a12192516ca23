package vn.kyso.frame;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler for a signer's device, with a token of the signing-service that is bound to the device's key
/// (`Authorization: DPoP` and a proof, RFC 9449). The caller arrives as a [Device] argument. On a method it
/// replaces what the class says.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DeviceApi {
    /// The audience that the token must have been issued for: `inbox`, `prepared` or `devices`.
    String audience();
}
