package vn.kyso.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Service;

class JoinedDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();

    private JoinedDocument joined;

    @BeforeEach
    void start() {
        joined = new JoinedDocument(JSON, URI.create("http://localhost:8080"));
        joined.add(Service.DOCUMENT, JSON.readTree("""
                {"paths": {
                   "/v1/documents/{documentId}": {"get": {"operationId": "read", "responses": {"200": {"content":
                     {"application/json": {"schema": {"$ref": "#/components/schemas/Document"}}}}}},
                     "patch": {"operationId": "patch", "responses": {}}},
                   "/v1/operator/dead-letters": {"get": {"operationId": "list", "responses": {"200": {"content":
                     {"application/json": {"schema": {"$ref": "#/components/schemas/Letter"}}}}}}},
                   "/internal/x": {"get": {"operationId": "x", "responses": {}}}},
                 "components": {"securitySchemes": {"requester": {"type": "oauth2"}}, "schemas": {
                   "Document": {"type": "object", "properties": {"page": {"$ref": "#/components/schemas/Page"}}},
                   "Page": {"type": "object"}, "Letter": {"type": "object"}}}}
                """));
        joined.add(Service.SIGNING, JSON.readTree("""
                {"paths": {"/v1/devices": {"get": {"operationId": "read", "responses": {"200": {"content":
                     {"application/json": {"schema": {"$ref": "#/components/schemas/Document"}}}}}}}},
                 "components": {"securitySchemes": {"device": {"type": "http"}}, "schemas": {
                   "Document": {"type": "object", "properties": {"page": {"$ref": "#/components/schemas/Page"}}},
                   "Page": {"type": "string"}}}}
                """));
    }

    @Test
    void takesWhatPassesTheGatewayAlone() {
        JsonNode paths = joined.document().path("paths");

        assertThat(paths.propertyNames()).containsExactlyInAnyOrder("/v1/documents/{documentId}", "/v1/devices");
        assertThat(paths.path("/v1/documents/{documentId}").propertyNames()).containsExactly("get");
    }

    @Test
    void leavesOutSchemasThatNoForwardedCallUses() {
        assertThat(schemas().propertyNames())
                .containsExactlyInAnyOrder("Document", "Page", "SigningDocument", "SigningPage");
    }

    @Test
    void keepsSchemasApartThatOnlyShareAName() {
        assertThat(schemas().path("Page").path("type").asString()).isEqualTo("object");
        assertThat(schemas().path("SigningPage").path("type").asString()).isEqualTo("string");
        assertThat(joined.document().at("/paths/~1v1~1devices/get").toString())
                .contains("#/components/schemas/SigningDocument");
        assertThat(schemas().path("SigningDocument").toString()).contains("#/components/schemas/SigningPage");
    }

    @Test
    void givesEveryOperationANameOfItsOwn() {
        assertThat(joined.document().at("/paths/~1v1~1devices/get/operationId").asString())
                .isEqualTo("signing-service-read");
        assertThat(joined.document().path("components").path("securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("requester", "device");
    }

    private JsonNode schemas() {
        return joined.document().path("components").path("schemas");
    }
}
