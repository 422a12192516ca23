/// Starts real PostgreSQL and Kafka, and the services, as processes on one machine: `./kyso up`, and the parts that
/// tests run on. It decides nothing about documents, certificates or signatures, and no service depends on it.
@NullMarked
package vn.kyso.local;

import org.jspecify.annotations.NullMarked;
