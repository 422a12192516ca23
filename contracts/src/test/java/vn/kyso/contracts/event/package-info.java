/// The events against their golden payloads and their AsyncAPI description.
@NullMarked
package vn.kyso.contracts.event;

import org.jspecify.annotations.NullMarked;
