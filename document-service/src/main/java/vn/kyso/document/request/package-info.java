/// Sign requests: asking for signatures (step 3 of the signing cycle), the facts that other services tell about them
/// (steps 4 to 8), the bytes that a signer's device is shown (step 6), and their one end (step 11).
///
/// Nothing here decides that something was approved: that is signing-service's word, recorded as it comes.
@NullMarked
package vn.kyso.document.request;

import org.jspecify.annotations.NullMarked;
