/// What tests of every module share: real PostgreSQL and Kafka (embedded through `local`, or Testcontainers with
/// `-Pcontainers`), keys and tokens of a test installation, a test PKI, sample PDFs, and judges that we did not write.
/// It holds no expectation about any module, and nothing outside tests depends on it.
@NullMarked
package vn.kyso.testkit;

import org.jspecify.annotations.NullMarked;
