package vn.kyso.pades;

/// A page as the requester sees it, inherited attributes resolved (ISO 32000-2, 7.7.3.4).
///
/// @param number from 1
/// @param cropBox what is shown: within the media box
/// @param rotation degrees clockwise for view: 0, 90, 180 or 270
/// @param userUnit size of a unit in 1/72 inch
public record PageOutline(int number, Rectangle mediaBox, Rectangle cropBox, int rotation, double userUnit) {}
