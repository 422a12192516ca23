package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aTenantHasItsShareAndOthersTheRest() throws InterruptedException {
        Places places = new Places(3, 2);
        Places.Place first = take(places, "a").orElseThrow();
        assertThat(take(places, "a")).isPresent();
        assertThat(take(places, "a")).as("beyond its share").isEmpty();
        assertThat(take(places, "b")).isPresent();
        assertThat(take(places, "b")).as("beyond all places").isEmpty();
        assertThat(take(places, "c")).isEmpty();
        first.close();
        assertThat(take(places, "c")).isPresent();
    }

    @Test
    void nobodyWaitsLongerThanAsked() throws InterruptedException {
        Places places = new Places(1, 1);
        assertThat(take(places, "a")).isPresent();
        long begun = System.nanoTime();
        assertThat(places.take("a", Duration.ofMillis(200))).isEmpty();
        assertThat(places.take("b", Duration.ofMillis(200))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(400), PATIENCE);
    }

    @Test
    void whoeverComesBackIsServedAfterTheOthers() throws InterruptedException, java.util.concurrent.ExecutionException {
        Places places = new Places(1, 1);
        Places.Place held = take(places, "a").orElseThrow();
        List<String> served = new CopyOnWriteArrayList<>();
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(waiting.submit(() -> serve(places, "a", served)));
            }
            await().atMost(PATIENCE).until(() -> places.waiting() == 3);
            all.add(waiting.submit(() -> serve(places, "b", served)));
            await().atMost(PATIENCE).until(() -> places.waiting() == 4);
            held.close();
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(served).containsExactly("b", "a", "a", "a");
        assertThat(take(places, "c")).as("nothing is left behind").isPresent();
    }

    private static boolean serve(Places places, String tenant, List<String> served) throws InterruptedException {
        try (Places.Place _ = places.take(tenant, PATIENCE).orElseThrow()) {
            return served.add(tenant);
        }
    }

    private static Optional<Places.Place> take(Places places, String tenant) throws InterruptedException {
        return places.take(tenant, Duration.ZERO);
    }
}
