package vn.kyso.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Records with one component changed, for tests that must show that each of them counts. The record's own
/// constructor makes them, so what it refuses is refused here too.
public final class Altered {
    private Altered() {}

    /// The same record but for that component.
    ///
    /// @throws IllegalArgumentException if it has no such component, or its constructor refuses the value so
    public static <R extends Record> R with(R record, String component, @Nullable Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(c -> c.getName().equals(component))) {
            throw new IllegalArgumentException(record.getClass() + " has no component " + component);
        }
        Object[] values = Arrays.stream(components)
                .map(c -> c.getName().equals(component) ? value : valueOf(c, record))
                .toArray();
        return make(record, components, values);
    }

    @SuppressWarnings("unchecked") // made by the record's own constructor
    private static <R extends Record> R make(R record, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("The record's constructor failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not a public record: " + record.getClass(), e);
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Not a public record: " + record.getClass(), e);
        }
    }
}
