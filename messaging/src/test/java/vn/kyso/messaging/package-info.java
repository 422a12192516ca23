/// Messaging on a real PostgreSQL and Kafka.
@NullMarked
package vn.kyso.messaging;

import org.jspecify.annotations.NullMarked;
