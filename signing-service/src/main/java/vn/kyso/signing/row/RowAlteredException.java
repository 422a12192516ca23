package vn.kyso.signing.row;

/// A row was written by somebody else than this service. Work with it stops; operators must look at the database.
public final class RowAlteredException extends RuntimeException {
    RowAlteredException(String table, String row) {
        super("The row " + row + " (" + table + ") was not written by this service");
    }
}
