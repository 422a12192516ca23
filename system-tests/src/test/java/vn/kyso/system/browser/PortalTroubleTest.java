package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.system.Judged;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Platform;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// What goes wrong between a clerk and a signed file, and that the portal says what to do.
final class PortalTroubleTest {
    private static final String CONTRACT = "Hợp đồng lao động 42.pdf";

    private Desk desk = Desk.loggedIn();

    @BeforeEach
    void sitDown() {
        desk.open("/");
    }

    @AfterEach
    void leave() {
        assertThat(desk.complaints()).isEmpty();
        desk.close();
    }

    @Test
    void anUploadThatIsCutOffCanBeSentAgain() {
        desk.page()
                .route("**/v1/documents", route -> route.abort("connectionreset"), new Page.RouteOptions().setTimes(1));
        desk.upload(Desk.pdf(CONTRACT, Pdfs.contract(1)));
        Locator file = desk.page().locator(".file");
        assertThat(file.getByRole(AriaRole.ALERT)).containsText("Không kết nối được");
        assertThat(desk.button("Tiếp tục")).isDisabled();

        desk.button("Tải lại " + CONTRACT).click();
        assertThat(file).containsText("1 trang");
        assertThat(desk.button("Tiếp tục")).isEnabled();
    }

    /// What was uploaded is not read a second time; what can't be read just now is read when it is asked for again.
    @Test
    void aDocumentThatCanNotBeReadJustNowIsReadAgain() {
        List<String> read = new CopyOnWriteArrayList<>();
        desk.page().onRequest(request -> read.add(request.method() + " " + request.url()));
        desk.upload(Desk.pdf(CONTRACT, Pdfs.contract(1)));
        assertThat(desk.button("Tiếp tục")).isEnabled();
        assertThat(read).noneMatch(call -> call.matches("GET .*/v1/documents/.*"));

        desk.page()
                .route(
                        "**/v1/documents/*",
                        route -> route.abort("connectionreset"),
                        new Page.RouteOptions().setTimes(1));
        desk.page().reload();
        Locator file = desk.page().locator(".file");
        assertThat(file.getByRole(AriaRole.ALERT)).containsText("Không kết nối được");
        file.getByRole(AriaRole.BUTTON).first().click();
        assertThat(file).containsText(CONTRACT);
        assertThat(desk.button("Tiếp tục")).isEnabled();
    }

    @Test
    void aScreenWhoseScriptDoesNotComeSaysSoAndIsLoadedAgain() {
        desk.page()
                .route(
                        "**/assets/request-list*.js",
                        route -> route.abort("connectionreset"),
                        new Page.RouteOptions().setTimes(1));
        desk.link("Yêu cầu ký").first().click();
        assertThat(desk.page().getByRole(AriaRole.ALERT)).containsText("Không kết nối được");
        desk.button("Tải lại").click();
        assertThat(desk.heading("Yêu cầu ký")).isVisible();
    }

    @Test
    void aFileOverTheLimitIsRefusedBeforeAnyOfItIsSent(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("Bản quét.pdf");
        Files.write(large, Pdfs.contract(1));
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            // As large as it says, without taking the disk's space.
            file.setLength(500L * 1024 * 1024 + 1);
        }
        List<String> sent = new CopyOnWriteArrayList<>();
        desk.page().onRequest(request -> sent.add(request.method() + " " + request.url()));
        desk.page().locator("#files").setInputFiles(large);
        assertThat(desk.page().locator(".file").getByRole(AriaRole.ALERT)).containsText("Tệp quá lớn");
        assertThat(sent).noneMatch(call -> call.startsWith("POST"));
        assertThat(desk.page().locator(".drop")).containsText("mỗi tệp tối đa 500 MB");
    }

    @Test
    void aCertificateThatIsRevokedBeforeSendingIsRefusedAtOnce() {
        Signers.Signer signer = Signers.enrolled("p256");
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf(CONTRACT, Pdfs.contract(1)));
        signer.revoke();
        desk.button("Ký văn bản").click();
        Locator alert = desk.page().getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("Chứng thư đã bị thu hồi");
        String reference = alert.locator(".mono").textContent().strip();
        assertThat(logged("document-service", reference)).anyMatch(line -> line.contains("certificate-revoked"));
        desk.link("Quay lại").click();
        assertThat(desk.page().locator("#c-" + signer.serial())).isDisabled();
    }

    @Test
    void aCertificateThatIsRevokedBeforeTheFingerprintSignsNothing() {
        Signers.Signer signer = Signers.enrolled("p256");
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf(CONTRACT, Pdfs.contract(1)));
        String id = desk.sign();
        String code = desk.matchCode();
        signer.revoke();
        signer.phone().approve(id, code);
        assertThat(desk.heading("Chứng thư không còn dùng được")).isVisible(Desk.SOON);
        assertThat(desk.page().locator("main")).containsText(id);
        desk.link("Chọn chứng thư khác").click();
        assertThat(desk.page().locator("#c-" + signer.serial())).isDisabled();
    }

    @Test
    void ofABatchWithADamagedFileTheOthersAreSigned() {
        Signers.Signer signer = Signers.enrolled("p256");
        desk.prepare(
                signer.userId(),
                signer.serial(),
                Desk.pdf(CONTRACT, Pdfs.contract(1)),
                Desk.pdf("Phụ lục.pdf", Pdfs.contract(2)));
        String id = desk.sign();
        String appendix = Requester.of("demo")
                .signRequest(id)
                .path("documents")
                .get(1)
                .path("id")
                .asString();
        signer.phone()
                .approve(id, desk.matchCode(), challenge -> {
                    foundDamaged(appendix);
                    return challenge;
                })
                .expecting(202);

        assertThat(desk.heading("Đã ký một phần")).isVisible(Desk.SOON);
        Locator results = desk.page().locator("section:has(#results-title) .file");
        assertThat(results).hasCount(2);
        assertThat(results.nth(0)).containsText("Đã ký");
        assertThat(results.nth(1)).containsText("Chưa ký");
        assertThat(results.nth(1)).containsText("không còn khớp với mã băm");
        assertThat(results.nth(1).getByRole(AriaRole.LINK)).hasCount(0);
        byte[] signed = desk.download(desk.page().locator("a[data-first]"));
        Judged.of(signed).acceptedByAll("B-T");
        desk.link("Yêu cầu ký").first().click();
        assertThat(desk.page().locator("tbody tr").first()).containsText("Ký một phần");
    }

    /// What the regular check of stored bytes writes down when they are not what was uploaded.
    private static void foundDamaged(String document) {
        Map<String, String> service = Platform.running().environmentOf("document-service");
        try (Connection database = DriverManager.getConnection(
                        service.get("SPRING_DATASOURCE_URL"),
                        service.get("SPRING_DATASOURCE_USERNAME"),
                        service.get("SPRING_DATASOURCE_PASSWORD"));
                PreparedStatement update = database.prepareStatement(
                        "update revision set quarantined_at = now() where document = ?::uuid")) {
            update.setString(1, document);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The lines of a service's log that a reference leads to.
    private static List<String> logged(String service, String reference) {
        assertThat(reference).hasSize(32);
        try (Stream<String> lines =
                Files.lines(Platform.running().data().resolve("logs").resolve(service + ".log"))) {
            return lines.filter(line -> line.contains(reference)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
