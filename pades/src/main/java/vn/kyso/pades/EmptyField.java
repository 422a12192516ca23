package vn.kyso.pades;

/// A signature field without a signature.
///
/// @param name fully qualified, as `a.b`
/// @param page from 1; 0 if its widget is on no page
/// @param rectangle all zero if the field is invisible
/// @param locked by an earlier signature or read-only: signing in it is refused
/// @param locksOthers a signature in it locks fields (its Lock dictionary)
public record EmptyField(String name, int page, Rectangle rectangle, boolean locked, boolean locksOthers) {}
