/// The whole platform as its users meet it: started by `kyso up` in a folder of its own, asked over its public API and
/// its command line, with processes killed and messages altered on the way. Nothing here reaches into a service.
@NullMarked
package vn.kyso.system;

import org.jspecify.annotations.NullMarked;
