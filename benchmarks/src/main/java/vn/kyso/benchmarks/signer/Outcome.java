package vn.kyso.benchmarks.signer;

import vn.kyso.pades.Refusal;

/// What became of one file.
public sealed interface Outcome {
    /// Processor time of all who worked on it, in milliseconds.
    double cpuMs();

    /// @param repaired whether it was damaged, and a repaired revision was signed
    record Signed(boolean repaired, double cpuMs) implements Outcome {}

    /// @param reason such as `PasswordNeeded`
    record Refused(String reason, String detail, double cpuMs) implements Outcome {
        public static Refused of(Refusal refusal, double cpuMs) {
            return new Refused(inCamelCase(refusal.reason()), refusal.detail(), cpuMs);
        }

        private static String inCamelCase(Refusal.Reason reason) {
            StringBuilder name = new StringBuilder();
            for (String word : reason.name().split("_")) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
            }
            return name.toString();
        }
    }
}
