package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.system.Judged;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Platform;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;
import vn.kyso.system.TestPhone;

/// The signer's app on a phone, against the whole platform; the requester is a system that calls the API.
final class SignersAppTest {
    static final LocatorAssertions.IsVisibleOptions SOON = new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);
    private static final LocatorAssertions.ContainsTextOptions WITHIN_A_MINUTE =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Requester DEMO = Requester.of("demo");
    private static final String USER = Signers.newUserId();

    private static String serial = "";
    private static Phone phone = Phone.fresh();

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private record Asked(String id, String document, String matchCode) {}

    @BeforeAll
    static void bindThePhone() {
        JsonNode enrolled = Signers.enrol(USER, "p256", "P365D");
        serial = enrolled.path("serial").asString();
        phone.activated(enrolled.path("activationCode").asString());
    }

    @AfterAll
    static void putThePhoneAway() {
        phone.close();
    }

    @BeforeEach
    void beginAtTheInbox() {
        phone.page().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        phone.page().onPageError(complaints::add);
        phone.open("#/");
    }

    @AfterEach
    void theBrowserHasNotComplained() {
        assertThat(complaints).noneMatch(c -> c.contains("Content Security Policy") || c.contains("TrustedScript"));
    }

    @Test
    void whatIsApprovedOnThePhoneIsSignedAndEveryJudgeCallsItValid() {
        Asked asked = ask("Hợp đồng mua bán.pdf", Pdfs.contract(3), true);
        phone.openRequest("Hợp đồng mua bán.pdf");
        assertThat(phone.page().locator("main")).containsText("Công ty Minh Hoạ");
        assertThat(phone.page().locator("main")).containsText("Trang 2: chữ ký như sẽ được in");
        assertThat(phone.button("Xác nhận bằng vân tay / Face ID")).isDisabled();

        phone.typeMatchCode(asked.matchCode());
        phone.approve();

        assertThat(phone.heading("Đã ký xong")).isVisible(SOON);
        assertThat(DEMO.finished(asked.id()).path("outcome").asString()).isEqualTo("signed");
        Judged.of(DEMO.content(asked.document())).acceptedByAll("B-T");
        phone.link("Lịch sử").click();
        assertThat(phone.page().locator("main")).containsText("Đã ký");
    }

    @Test
    void aRefusalReachesTheRequesterWithItsReason() {
        Asked asked = ask("Phụ lục.pdf", Pdfs.contract(2), true);
        phone.openRequest("Phụ lục.pdf");
        phone.button("Từ chối").click();
        phone.button("Nội dung chưa đúng").click();
        phone.button("Gửi lời từ chối").click();

        assertThat(phone.heading("Đã từ chối")).isVisible(SOON);
        JsonNode finished = DEMO.finished(asked.id());
        assertThat(finished.path("outcome").asString()).isEqualTo("declined");
        assertThat(finished.toString()).contains("Nội dung chưa đúng");
    }

    @Test
    void aWrongMatchCodeClosesTheRequest() {
        Asked asked = ask("Đề nghị.pdf", Pdfs.contract(2), true);
        phone.openRequest("Đề nghị.pdf");
        phone.typeMatchCode(asked.matchCode().equals("42") ? "24" : "42");
        phone.approve();

        assertThat(phone.heading("Mã đối chiếu không đúng")).isVisible(SOON);
        assertThat(DEMO.finished(asked.id()).path("reason").asString()).isEqualTo("approval-wrong-match-code");
    }

    @Test
    void aRequestThatIsCancelledMeanwhileSaysSo() {
        Asked asked = ask("Báo giá.pdf", Pdfs.contract(2), true);
        phone.openRequest("Báo giá.pdf");
        DEMO.post("/v1/sign-requests/" + asked.id() + "/cancel", null).expecting(202);

        assertThat(phone.heading("Người gửi đã huỷ")).isVisible(SOON);
    }

    @Test
    void anotherDeviceOfTheSignerMayAnswerFirst() {
        TestPhone other = TestPhone.activated(furtherCode(USER), "Máy tính bảng");
        Asked asked = ask("Biên bản.pdf", Pdfs.contract(2), true);
        phone.openRequest("Biên bản.pdf");
        other.approve(asked.id(), asked.matchCode()).expecting(202);

        assertThat(phone.heading("Đã trả lời trên thiết bị khác")).isVisible(SOON);
        assertThat(phone.link("Xem các thiết bị")).isVisible();
    }

    @Test
    void bytesThatWereReplacedOnTheirWayAreRefusedOnThePhone() {
        phone.context().route("**/v1/prepared/**", SignersAppTest::withAnotherByte);
        try {
            ask("Bị sửa.pdf", Pdfs.contract(2), true);
            phone.link("Bị sửa.pdf").click();
            assertThat(phone.page().getByRole(AriaRole.ALERT)).containsText("Nội dung không khớp: đừng ký");
            assertThat(phone.button("Xác nhận bằng vân tay / Face ID")).hasCount(0);
            assertThat(phone.button("Từ chối")).isVisible();
        } finally {
            phone.context().unroute("**/v1/prepared/**");
        }
    }

    @Test
    void whoeverTheDeviceDoesNotRecogniseSignsNothing() {
        Asked asked = ask("Uỷ quyền.pdf", Pdfs.contract(2), true);
        phone.openRequest("Uỷ quyền.pdf");
        phone.typeMatchCode(asked.matchCode());
        phone.recognisesItsUser(false);
        phone.approve();
        assertThat(phone.page().getByRole(AriaRole.ALERT)).containsText("Chưa có gì được ký", WITHIN_A_MINUTE);
        assertThat(DEMO.signRequest(asked.id()).path("state").asString()).isEqualTo("awaiting-approval");

        phone.recognisesItsUser(true);
        phone.approve();
        assertThat(phone.heading("Đã ký xong")).isVisible(SOON);
    }

    @Test
    void aPushShowsANotificationThatOnlyOpensTheRequest() {
        assertThat(shownFor(
                        "{\"type\":\"approval-requested\",\"requestId\":\"r-1\",\"requester\":\"Công ty Minh Hoạ\"}",
                        "Công ty Minh Hoạ đề nghị bạn ký"))
                .contains("#/requests/r-1")
                .contains("\"actions\":0");
        assertThat(shownFor(
                        "{\"type\":\"device-bound\",\"deviceId\":\"d-1\",\"name\":\"Máy lạ\","
                                + "\"boundAt\":\"2026-11-28T10:00:00Z\"}",
                        "Có thiết bị mới ký được thay bạn"))
                .contains("#/devices")
                .contains("\"actions\":0");
    }

    /// The notifications that stand there once a push has made one with that title.
    private String shownFor(String pushed, String title) {
        CompletableFuture<String> registration = new CompletableFuture<>();
        CDPSession devTools = phone.context().newCDPSession(phone.page());
        devTools.on("ServiceWorker.workerRegistrationUpdated", event -> {
            for (JsonElement one : event.getAsJsonArray("registrations")) {
                registration.complete(
                        one.getAsJsonObject().get("registrationId").getAsString());
            }
        });
        phone.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        devTools.send("ServiceWorker.enable");
        phone.page().waitForCondition(registration::isDone);
        devTools.send(
                "ServiceWorker.deliverPushMessage",
                JsonValues.object(Map.of(
                        "origin",
                        Platform.running().appOrigin().toString(),
                        "registrationId",
                        registration.join(),
                        "data",
                        pushed)));
        return Awaitility.await()
                .until(
                        () -> phone.page()
                                .evaluate(SHOWN + ".then((shown) => JSON.stringify(shown))")
                                .toString(),
                        all -> all.contains(title));
    }

    @Test
    void aDeviceThatSomebodyBoundIsToldHereUntilItIsRecognisedOrRevoked() {
        TestPhone.activated(furtherCode(USER), "Máy của tôi");
        TestPhone.activated(furtherCode(USER), "Máy lạ");
        Locator told = phone.page().getByRole(AriaRole.ALERT);
        Locator mine = told.filter(new Locator.FilterOptions().setHasText("Thiết bị mới: Máy của tôi"));
        Locator strange = told.filter(new Locator.FilterOptions().setHasText("Thiết bị mới: Máy lạ"));
        assertThat(mine).isVisible(SOON);
        assertThat(strange).isVisible(SOON);

        mine.getByText("Là tôi thêm").click();
        assertThat(mine).hasCount(0);
        strange.getByText("Xem và gỡ").click();
        phone.button("Gỡ Máy lạ").click();
        assertThat(strange).hasCount(0);

        phone.page().reload();
        phone.open("#/");
        assertThat(phone.page().locator("main")).containsText("Đang cập nhật trực tiếp");
        assertThat(mine).hasCount(0);
        assertThat(strange).hasCount(0);
    }

    @Test
    void aFurtherDeviceNeedsThisOneAndARevokedOneIsToldSo() {
        phone.link("Thiết bị").click();
        String answer = phone.page()
                .waitForResponse(
                        "**/v1/devices/activations",
                        () -> phone.button("Tạo mã bằng vân tay / Face ID").click())
                .text();
        String code = phone.page().locator("[data-code]").textContent();
        assertThat(answer)
                .as("what passes the gateway")
                .contains("encryptedCode")
                .doesNotContain(code);
        String link = QrCodes.read(phone.page().locator("svg.qr"));
        assertThat(link).isEqualTo(Platform.running().appOrigin() + "/#" + code);
        try (Phone second = Phone.withoutNotifications()) {
            second.page().navigate(link);
            second.button("Tạo khoá trên thiết bị này").click();
            assertThat(second.heading("Chờ bạn ký")).isVisible(SOON);
            assertThat(second.page().locator("main")).containsText("Thông báo đang bị chặn");
            phone.open("#/").open("#/devices");
            // The other devices of this signer are named by these tests: "Máy …".
            Locator bound = phone.page()
                    .locator("li.device")
                    .filter(new Locator.FilterOptions().setHasNotText("Thiết bị này"))
                    .filter(new Locator.FilterOptions().setHasNotText("Máy "))
                    .filter(new Locator.FilterOptions().setHasNotText("Đã gỡ"));
            assertThat(bound).hasCount(1);
            bound.getByRole(AriaRole.BUTTON).click();
            assertThat(bound).hasCount(0);
            second.open("#/devices");
            assertThat(second.heading("Thiết bị này đã bị gỡ")).isVisible(SOON);
        }
    }

    @Test
    void withTheSignersConsentATenantMayAskWithoutACode() {
        phone.open("#/tenants");
        ask("Trước đó.pdf", Pdfs.contract(2), true);
        Locator allowed = phone.page()
                .getByLabel("Cho gửi yêu cầu không cần mã đối chiếu")
                .first();
        phone.recognisesItsUser(false);
        allowed.click();
        assertThat(phone.page().getByRole(AriaRole.ALERT)).containsText("Chưa có gì thay đổi", WITHIN_A_MINUTE);
        assertThat(allowed).not().isChecked();
        phone.recognisesItsUser(true);
        allowed.check();
        assertThat(allowed).isChecked();
        phone.open("#/");
        Asked asked = ask("Tự động.pdf", Pdfs.contract(2), false);
        phone.openRequest("Tự động.pdf");
        assertThat(phone.page().getByLabel("Mã đối chiếu")).hasCount(0);
        phone.approve();
        assertThat(phone.heading("Đã ký xong")).isVisible(SOON);
        assertThat(DEMO.finished(asked.id()).path("outcome").asString()).isEqualTo("signed");
        phone.open("#/tenants");
        allowed.uncheck();
    }

    @Test
    void severalDocumentsAreMarkedAsOpenedOrNot() {
        List<String> documents = List.of(
                DEMO.uploaded("Một.pdf", Pdfs.contract(1)),
                DEMO.uploaded("Hai.pdf", Pdfs.contract(1)),
                DEMO.uploaded("Ba.pdf", Pdfs.contract(1)));
        JsonNode answer = DEMO.ask(Map.of(
                        "documents",
                        documents.stream()
                                .map(d -> Map.of("id", d, "placement", Map.of("invisible", true)))
                                .toList(),
                        "signer",
                        Map.of("userId", USER),
                        "certificateSerial",
                        serial))
                .expecting(202)
                .json();
        phone.openRequest("Một.pdf và 2 tệp khác");
        assertThat(phone.page().locator("main")).containsText("Đã mở 1 trên 3");
        assertThat(phone.page().locator("main")).containsText("Chữ ký không hiện trên trang nào");
        phone.button("Mở Hai.pdf").click();
        assertThat(phone.page().locator("main")).containsText("Đã mở 2 trên 3");
        phone.typeMatchCode(answer.path("matchCode").asString());
        phone.approve();
        assertThat(phone.heading("Đã ký xong")).isVisible(SOON);
        String id = answer.path("id").asString();
        JsonNode evidence =
                DEMO.get("/v1/sign-requests/" + id + "/evidence").expecting(200).json();
        assertThat(evidence.at("/challenge/documents"))
                .extracting(d -> d.path("opened").asBoolean())
                .containsExactly(true, true, false);
    }

    @Test
    void withoutANetworkTheAppSaysSoAndComesBackByItself() {
        phone.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        phone.context().setOffline(true);
        try {
            phone.page().reload();
            assertThat(phone.page().locator("main")).containsText("Mất kết nối");
        } finally {
            phone.context().setOffline(false);
        }
        assertThat(phone.page().locator("main")).containsText("Đang cập nhật trực tiếp");
    }

    @Test
    void aDeviceThatCanMakeNoPasskeyIsToldWhatHelps() {
        try (Phone old = Phone.withoutAuthenticator()) {
            old.open("#/");
            assertThat(old.heading("Thiết bị chưa dùng được khoá truy cập")).isVisible();
        }
    }

    @Test
    void aWrongActivationCodeIsSaidToBeOneAndNothingElseIsSent() {
        try (Phone other = Phone.fresh()) {
            other.open("#/");
            other.page().getByLabel("Mã kích hoạt").fill("7KQ2-9DMX");
            other.button("Tạo khoá trên thiết bị này").click();
            assertThat(other.page().locator("#code-wrong")).isVisible();
            String code = furtherCode(USER);
            List<String> sent = new CopyOnWriteArrayList<>();
            other.page().onRequest(request -> sent.add(request.url() + " " + request.postData()));
            String wrong = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
            other.page().getByLabel("Mã kích hoạt").fill(wrong);
            other.button("Tạo khoá trên thiết bị này").click();
            assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("Mã kích hoạt không đúng");
            assertThat(sent)
                    .noneMatch(call -> call.replace("-", "")
                            .contains(wrong.replace("-", "").substring(7)));
        }
    }

    private static final String SHOWN = "() => navigator.serviceWorker.ready.then((r) => r.getNotifications())"
            + ".then((all) => all.map((n) => ({title: n.title, data: n.data, actions: (n.actions ?? []).length})))";

    static String furtherCode(String user) {
        Platform.Said said = Platform.running().kyso("enrol", "--user", user, "--code-only", "--json");
        assertThat(said.exitCode()).as(said.output()).isZero();
        return JSON.readTree(said.output()).path("activationCode").asString();
    }

    /// One bit near the file's start is another one: same length, same structure.
    static void withAnotherByte(Route route) {
        APIResponse answer = route.fetch();
        byte[] bytes = answer.body();
        bytes[20] ^= 1;
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBodyBytes(bytes));
    }

    private static Asked ask(String name, byte[] pdf, boolean matchCode) {
        String document = DEMO.uploaded(name, pdf);
        Map<String, Object> request = new LinkedHashMap<>(Requester.asking(
                document, Map.of("page", 2, "x", 300, "y", 100, "width", 220, "height", 90), USER, serial));
        request.put("reason", "Đồng ý với nội dung hợp đồng");
        request.put("matchCode", matchCode);
        JsonNode answer = DEMO.ask(request).expecting(202).json();
        return new Asked(
                answer.path("id").asString(), document, answer.path("matchCode").asString(""));
    }
}
