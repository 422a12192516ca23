package vn.kyso.frame;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A handler for operators, with a token signed by the installation's operator key (`Authorization: Bearer`). The
/// caller arrives as an [Operator] argument. On a method it replaces what the class says.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OperatorApi {}
