/// How people name signers.
@NullMarked
package vn.kyso.contracts.signer;

import org.jspecify.annotations.NullMarked;
