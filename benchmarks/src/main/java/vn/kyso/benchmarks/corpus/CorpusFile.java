package vn.kyso.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One file of the corpus.
///
/// @param name the path below the corpus without `.pdf`, so also that of its result; unique, and on one line
record CorpusFile(String name, Path path) {
    private static final String PDF = ".pdf";

    /// Every regular file `….pdf` below a folder, in the order of their names. What can't be entered is left out.
    ///
    /// @param except a folder that is not looked into: that of the results
    static List<CorpusFile> below(Path folder, Path except) throws IOException {
        Path results = except.toAbsolutePath().normalize();
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                return entered.toAbsolutePath().normalize().equals(results)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isPdf(file) && Files.isRegularFile(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.naturalOrder());
        Set<String> names = new HashSet<>();
        List<CorpusFile> files = new ArrayList<>(found.size());
        for (Path file : found) {
            files.add(new CorpusFile(unique(folder.relativize(file).toString(), names), file));
        }
        return files;
    }

    private static boolean isPdf(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(PDF);
    }

    private static String unique(String relative, Set<String> names) {
        String line = relative.replaceAll("\\p{Cntrl}", "_");
        String name = line.substring(0, line.length() - PDF.length());
        for (int again = 2; !names.add(name.toLowerCase(Locale.ROOT)); again++) {
            name = line.substring(0, line.length() - PDF.length()) + "-" + again;
        }
        return name;
    }
}
