/// A sign request's timeline, and its way to whoever watches: any instance streams any request's timeline, resumed
/// after
/// whatever entry the watcher saw last.
///
/// What the entries mean is not known here, but for `finished`, after which none follows.
@NullMarked
package vn.kyso.document.progress;

import org.jspecify.annotations.NullMarked;
