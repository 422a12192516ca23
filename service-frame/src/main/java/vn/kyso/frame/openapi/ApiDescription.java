package vn.kyso.frame.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.access.AccessRule;
import vn.kyso.frame.access.AccessRules;
import vn.kyso.frame.settings.Installation;

/// Derives from the access annotations what a reader of the API's description must know to call it.
final class ApiDescription implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {
    private static final String PROBLEM = "Problem";

    private final AccessRules rules;
    private final Installation installation;

    ApiDescription(AccessRules rules, Installation installation) {
        this.rules = rules;
        this.installation = installation;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        switch (rules.of(handler)) {
            case AccessRule.Requesters(String scope) -> secure(operation, "requester", List.of(scope));
            case AccessRule.Devices(String audience) -> {
                secure(operation, "device", List.of());
                operation.addExtension("x-kyso-audience", audience);
                operation.addParametersItem(new HeaderParameter()
                        .name("DPoP")
                        .required(true)
                        .description("A proof of the device's key (RFC 9449)")
                        .schema(new StringSchema()));
            }
            case AccessRule.Operators _ -> secure(operation, "operator", List.of());
            case AccessRule.Services(var callers) -> {
                secure(operation, "service", List.of());
                operation.addExtension(
                        "x-kyso-callers",
                        callers.stream().map(caller -> caller.id()).sorted().toList());
            }
            case AccessRule.Anybody _ -> operation.setSecurity(List.of());
        }
        operation.getResponses().setDefault(problem("A refusal or failure, told apart by `code`"));
        return operation;
    }

    private static void secure(Operation operation, String scheme, List<String> scopes) {
        operation.setSecurity(List.of(new SecurityRequirement().addList(scheme, scopes)));
        operation.getResponses().addApiResponse("401", problem("No valid credentials of the kind asked for"));
        operation.getResponses().addApiResponse("403", problem("The credentials don't allow this"));
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(new Info()
                .title("Kyso: " + installation.service())
                .version("1")
                .description("Errors are problems (RFC 9457); their codes are public and stay."));
        api.setServers(List.of(new Server().url(installation.publicUrl().toString())));
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        api.getComponents()
                .addSecuritySchemes("requester", requester())
                .addSecuritySchemes("device", http("DPoP", "A device's token, with a proof of its key (RFC 9449)"))
                .addSecuritySchemes("operator", http("bearer", "A token signed by an operator's key"))
                .addSecuritySchemes("service", http("bearer", "A token signed by the calling service's identity key"))
                .addSchemas(PROBLEM, problemSchema());
    }

    private SecurityScheme requester() {
        Scopes scopes = new Scopes()
                .addString("documents:write", "Upload, read and delete documents")
                .addString("signatures:request", "Ask for signatures and follow them")
                .addString("certificates:read", "Look up signers' certificates")
                .addString("tenant:admin", "Change the tenant's settings");
        return new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .flows(new OAuthFlows()
                        .clientCredentials(new OAuthFlow()
                                .tokenUrl(installation
                                        .publicUrl()
                                        .resolve("/oauth2/token")
                                        .toString())
                                .scopes(scopes)));
    }

    private static SecurityScheme http(String scheme, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(scheme)
                .bearerFormat("JWT")
                .description(description);
    }

    private static Schema<?> problemSchema() {
        StringSchema code = new StringSchema();
        code.setEnum(Arrays.stream(ProblemType.values()).map(ProblemType::code).toList());
        Schema<?> error =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("code", code)
                .addProperty("field", new StringSchema().description("The field that is refused, where there is one"))
                .addProperty("errors", new ArraySchema().items(error))
                .addProperty("reference", new StringSchema().description("For whoever runs the service"))
                .required(List.of("type", "title", "status", "code"))
                .additionalProperties(true);
    }
}
