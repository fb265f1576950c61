package org.sonoprobe.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Embedding;

class FolderStoreTest {
  private static final String A = "aa" + "0".repeat(62);
  private static final String B = "bb" + "0".repeat(62);
  private static final Embedding ONE = Embedding.wrap(new float[] {1, 2, 3, 4}, 1, 2, 2, 0.5);
  private static final Embedding TWO = Embedding.wrap(new float[] {5, 6, 7, 8}, 1, 2, 2, 0.5);

  @TempDir private Path folder;
  private EmbeddingStore store;

  @BeforeEach
  void store() throws IOException {
    store = EmbeddingStore.at(folder);
    store.put(A, ONE);
    store.put(B, TWO);
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key + ".npy");
  }

  @Test
  void whatIsPutIsFound() throws IOException {
    assertThat(store.get(A)).contains(ONE);
    assertThat(store.contains(A)).isTrue();
    assertThat(store.contains("cc" + "0".repeat(62))).isFalse();
  }

  @Test
  void anEntryUnderTheNameOfAnotherIsNotBelieved() throws IOException {
    Files.copy(file(B), file(A), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(store.get(A)).isEmpty();
    assertThat(store.contains(A)).isFalse();
    assertThat(store.get(B)).contains(TWO);
  }

  @Test
  void anyFlippedByteOrCutMakesAnEntryAbsent() throws IOException {
    byte[] whole = Files.readAllBytes(file(A));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file(A), flipped);
      assertThat(store.contains(A)).as("byte %d", at).isFalse();
      Files.write(file(A), java.util.Arrays.copyOf(whole, at));
      assertThat(store.get(A)).as("cut at %d", at).isEmpty();
    }
  }

  @Test
  void notesAreKept() throws IOException {
    store.putNotes(A, List.of("first", "second\nline"));

    assertThat(EmbeddingStore.at(folder).notes(A)).containsExactly("first", "second line");
    assertThat(store.notes(B)).isEmpty();
  }
}
