package vn.kyso.contracts.signer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserIdTest {
    private static final List<String> PREFIXES = List.of("ICA", "vnpt");

    @ParameterizedTest
    @CsvSource({
        "ICA.001099012345, ICA.001099012345, CITIZEN_ID",
        "ica.001099012345, ICA.001099012345, CITIZEN_ID",
        "' Ica.001099012345 ', ICA.001099012345, CITIZEN_ID",
        "VNPT.001099012345, VNPT.001099012345, CITIZEN_ID",
        "ICA.0312345678, ICA.0312345678, TAX_CODE",
        "ICA.0312345678001, ICA.0312345678001, TAX_CODE",
        "ICA.0312345678-001, ICA.0312345678001, TAX_CODE",
        "ICA.c1234567, ICA.C1234567, PASSPORT",
    })
    void normalisesWhatPeopleType(String typed, String value, UserId.Kind kind) {
        assertThat(UserId.parse(typed, PREFIXES)).contains(new UserId(value, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "ICA",
                "ICA.",
                "001099012345",
                "XYZ.001099012345",
                "ICA.00109901234",
                "ICA.031234567",
                "ICA.0312345678-1",
                "ICA.00109901234a",
                "ICA.001099 012345",
                "ICA.٠٠١٠٩٩٠١٢٣٤٥",
                "ICA.001099012345.1",
                "ICA.CCCC12345678"
            })
    void refusesEverythingElse(String typed) {
        assertThat(UserId.parse(typed, PREFIXES)).isEmpty();
    }
}
