/// The public door: log-in and OAuth 2 for requesters, and routing to the services of exactly what is listed. It keeps
/// tenants, clients, people, sessions and wrapped token keys in a database of its own, and nothing about documents or
/// signatures. It cannot issue device or operator tokens: the services trust other keys for those.
@NullMarked
package vn.kyso.gateway;

import org.jspecify.annotations.NullMarked;
