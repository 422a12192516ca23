package vn.kyso.pades;

/// Where a signature goes.
public sealed interface Placement {
    /// A new field, seen on a page.
    ///
    /// @param page from 1
    record OnPage(int page, Rectangle rectangle) implements Placement {}

    /// An existing empty signature field; its widget gets the stamp if it has a size.
    ///
    /// @param name fully qualified
    record InField(String name) implements Placement {}

    /// A new field without a picture.
    record Invisible() implements Placement {}

    static Placement onPage(int page, Rectangle rectangle) {
        return new OnPage(page, rectangle);
    }

    static Placement inField(String name) {
        return new InField(name);
    }

    static Placement invisible() {
        return new Invisible();
    }
}
