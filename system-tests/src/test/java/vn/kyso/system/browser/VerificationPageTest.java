package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Signers;

/// The page where anybody of a tenant learns what a signed PDF is worth.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerificationPageTest {
    private static final String SIGNER = "Nguyễn Thị Ánh Tuyết";

    private Signers.Signer signer;
    private List<byte[]> signed = new ArrayList<>();
    private Desk desk;

    @BeforeAll
    void sign() {
        signer = Signers.enrolled("p256");
        signed = BroughtFiles.signed(signer, "B-T");
    }

    @BeforeEach
    void sitDown() {
        desk = Desk.loggedIn();
        desk.page()
                .getByRole(AriaRole.NAVIGATION)
                .first()
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Kiểm tra chữ ký"))
                .click();
        assertThat(desk.heading("Kiểm tra chữ ký trên PDF")).isVisible();
    }

    @AfterEach
    void leave() {
        assertThat(desk.complaints()).isEmpty();
        desk.close();
    }

    @Test
    void aSignedFileSaysWhoSignedItWhenAndThatItHasNotChanged() {
        desk.upload(Desk.pdf("Hợp đồng.pdf", signed.getFirst()));
        Locator result = result("Hợp đồng.pdf");
        assertThat(heading(result, "Chữ ký hợp lệ")).isVisible(Desk.SOON);
        assertThat(result).containsText("Đã ký bởi");
        assertThat(result).containsText(SIGNER);
        assertThat(result).containsText("có dấu thời gian chứng minh");
        assertThat(result).containsText("Tệp không thay đổi");
        assertThat(result).containsText("PAdES B-T");
        assertThat(result).containsText("Đồng ý với nội dung hợp đồng");
        assertThat(result.locator(".finding.error")).hasCount(0);
        assertThat(desk.page().getByRole(AriaRole.STATUS).first()).hasText("Hợp đồng.pdf: Chữ ký hợp lệ");

        assertThat(result.getByText("TOTAL-PASSED")).isHidden();
        result.getByText("Chi tiết").click();
        assertThat(result.getByText("TOTAL-PASSED")).isVisible();
        assertThat(result).containsText("được hệ thống này tin cậy");
        assertThat(result).containsText("chưa bị thu hồi");
    }

    @Test
    void hostileFilesDoNotReadAsValid() {
        Map<String, byte[]> attacks = BroughtFiles.attacks(signed.getFirst(), signed.getLast());
        desk.upload(attacks.entrySet().stream()
                .map(attack -> Desk.pdf(attack.getKey() + ".pdf", attack.getValue()))
                .toArray(FilePayload[]::new));
        for (String attack : attacks.keySet()) {
            Locator result = result(attack + ".pdf");
            assertThat(heading(result, "Không hợp lệ")).isVisible(Desk.SOON);
            assertThat(result.locator("[data-code=" + attack.split(" ", -1)[0] + "]")
                            .first())
                    .isVisible();
            assertThat(result.locator(".pill.ok, .since.ok")).hasCount(0);
            assertThat(result).not().containsText("Đã ký bởi");
            assertThat(result).containsText("Đừng dựa vào tệp này");
        }
    }

    @Test
    void aNameThatAnybodyCanGiveThemselvesIsNoSignersName() {
        desk.upload(
                Desk.pdf("Của người lạ.pdf", BroughtFiles.signedByAStranger(Pdfs.contract(1))),
                Desk.pdf("Chưa ký.pdf", Pdfs.contract(1)),
                new FilePayload("Ghi chú.pdf", "application/pdf", "no PDF".getBytes(StandardCharsets.UTF_8)));
        Locator strangers = result("Của người lạ.pdf");
        assertThat(heading(strangers, "Chưa kết luận được")).isVisible(Desk.SOON);
        assertThat(strangers.locator("[data-code=chain-not-trusted]")).isVisible();
        assertThat(strangers).containsText("Ghi tên");
        assertThat(strangers).not().containsText("Đã ký bởi");
        assertThat(strangers.locator(".pill.ok")).hasCount(0);

        assertThat(heading(result("Chưa ký.pdf"), "Không có chữ ký")).isVisible(Desk.SOON);
        assertThat(result("Ghi chú.pdf").getByRole(AriaRole.ALERT)).containsText("Tệp này không phải là PDF");
        desk.button("Bỏ kết quả của Ghi chú.pdf").click();
        assertThat(result("Ghi chú.pdf")).hasCount(0);
    }

    @Test
    void aFinishedRequestLeadsToTheCheckOfItsFile() {
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf("Phụ lục.pdf", Pdfs.contract(1)));
        String id = desk.sign();
        signer.phone().approve(id, desk.matchCode()).expecting(202);
        assertThat(desk.heading("Đã ký xong")).isVisible(Desk.SOON);
        desk.link("Kiểm tra tệp này").click();
        assertThat(heading(result("Phụ lục-signed.pdf"), "Chữ ký hợp lệ")).isVisible(Desk.SOON);
        desk.page().reload();
        assertThat(heading(result("Phụ lục-signed.pdf"), "Chữ ký hợp lệ")).isVisible(Desk.SOON);
    }

    @Test
    void aCheckThatCanNotReachTheServerIsTriedAgain() {
        desk.context().setOffline(true);
        desk.upload(Desk.pdf("Hợp đồng.pdf", signed.getFirst()));
        assertThat(result("Hợp đồng.pdf").getByRole(AriaRole.ALERT)).isVisible(Desk.SOON);
        desk.context().setOffline(false);
        desk.button("Kiểm tra lại Hợp đồng.pdf").click();
        assertThat(heading(result("Hợp đồng.pdf"), "Chữ ký hợp lệ")).isVisible(Desk.SOON);
    }

    private Locator result(String name) {
        return desk.page()
                .getByRole(
                        AriaRole.ARTICLE,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Locator result, String name) {
        return result.getByRole(
                AriaRole.HEADING, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
