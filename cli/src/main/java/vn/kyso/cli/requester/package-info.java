/// What requesters do: look up certificates, ask for signatures, wait for them, take requests back.
@NullMarked
package vn.kyso.cli.requester;

import org.jspecify.annotations.NullMarked;
