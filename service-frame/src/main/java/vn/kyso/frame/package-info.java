/// What every service's HTTP side has in common: who may call a handler, how refusals read, calls that are answered
/// once, the audit log, the one port to addresses that strangers can name, and the installation's wrapping key. The
/// types that services use are in this package; what makes them work is in the packages below it and comes by
/// auto-configuration.
///
/// It knows no document, certificate, session or push, and no event: nothing here decides anything about signing.
@NullMarked
package vn.kyso.frame;

import org.jspecify.annotations.NullMarked;
