package vn.kyso.pades;

/// A rectangle in default user space: points of 1/72 inch (times the page's UserUnit), the origin where the page has
/// it, before the page is rotated for view.
///
/// @param x of the lower left corner
/// @param y of the lower left corner
public record Rectangle(double x, double y, double width, double height) {
    public Rectangle {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new IllegalArgumentException("A rectangle has finite numbers");
        }
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("Width and height are not negative");
        }
    }

    public double right() {
        return x + width;
    }

    public double top() {
        return y + height;
    }

    /// Whether the other one lies within this one, a hundredth of a point forgiven.
    public boolean contains(Rectangle other) {
        double forgiven = 0.01;
        return other.x >= x - forgiven
                && other.y >= y - forgiven
                && other.right() <= right() + forgiven
                && other.top() <= top() + forgiven;
    }
}
