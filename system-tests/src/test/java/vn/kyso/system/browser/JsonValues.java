package vn.kyso.system.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

/// Values as the DevTools protocol takes them.
final class JsonValues {
    private static final Gson GSON = new Gson();

    private JsonValues() {}

    static JsonObject object(Object value) {
        return GSON.toJsonTree(value).getAsJsonObject();
    }
}
