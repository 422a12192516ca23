/// Tests of the notification-service against real PostgreSQL, Kafka and local push services.
@NullMarked
package vn.kyso.notification;

import org.jspecify.annotations.NullMarked;
