package vn.kyso.frame;

/// Who calls an [OperatorApi] handler. Operators belong to no tenant.
///
/// @param name for the audit log
public record Operator(String name) {}
