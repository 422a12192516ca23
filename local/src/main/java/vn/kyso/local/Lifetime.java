package vn.kyso.local;

/// How long a started server lives.
public enum Lifetime {
    /// Ends with the JVM that started it, however that ends: a shell watches a pipe from that JVM.
    OF_THIS_JVM,
    /// Stays until it is stopped by its process id.
    UNTIL_STOPPED
}
