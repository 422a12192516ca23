/// Tests of the signing-service on real PostgreSQL and Kafka; its neighbours are events that the tests sign.
@NullMarked
package vn.kyso.signing;

import org.jspecify.annotations.NullMarked;
