package vn.kyso.frame;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler for requesters: persons and systems of a tenant, with an access token of the installation's issuer
/// (`Authorization: Bearer`). The caller arrives as a [Requester] argument. On a method it replaces what the
/// class says.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequesterApi {
    /// The scope that the token must have, named after the act, such as `documents:write`.
    String scope();
}
