/// The wire form of an event: CloudEvents 1.0 attributes, the bytes its producer signs, its topic.
@NullMarked
package vn.kyso.contracts.envelope;

import org.jspecify.annotations.NullMarked;
