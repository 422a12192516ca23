/// What makes one installation different from every other: its secrets, its keys, its addresses, and the
/// environment that follows from them for each service, whether it runs as a process or as a container. Starts
/// nothing.
@NullMarked
package vn.kyso.local.installation;

import org.jspecify.annotations.NullMarked;
