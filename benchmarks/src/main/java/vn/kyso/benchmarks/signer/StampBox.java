package vn.kyso.benchmarks.signer;

/// Where a visible signature goes on the first page, in points, and what it says; the same for all that are compared.
final class StampBox {
    static final int MARGIN = 36;
    static final int WIDTH = 220;
    static final int HEIGHT = 70;
    static final String TEXT = "Ký bởi: Đặng Quốc Khánh\nNgày ký: 25/11/2026 09:00:00 +07:00";

    private StampBox() {}
}
