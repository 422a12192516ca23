package vn.kyso.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes commands with what they need: those that take a [Context] get it.
final class Commands implements IFactory {
    private final Context context;
    private final IFactory others = CommandLine.defaultFactory();

    Commands(Context context) {
        this.context = context;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            Constructor<K> constructor = type.getConstructor(Context.class);
            return constructor.newInstance(context);
        } catch (NoSuchMethodException e) {
            return others.create(type);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " could not be made", e);
        }
    }
}
