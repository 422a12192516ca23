/// Log-in of people: session, CSRF, who may call what with which credentials.
@NullMarked
package vn.kyso.gateway.login;

import org.jspecify.annotations.NullMarked;
