package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssetTest {
  private static final Asset PLAIN =
      new Asset("w.bin", List.of(URI.create("https://x/w")), 3, Asset.Checksum.NONE, "CC0");

  @Test
  void anAssetHasAPlaceALengthAndAChecksum() {
    Asset.Part half = new Asset.Part(List.of(), 5, Asset.Checksum.md5("A".repeat(32)));
    Asset joined = new Asset("a.zip", List.of(half, half), "", new Asset.Use("x/y", true, true));
    Asset open = new Asset("a", List.of(half, new Asset.Part("https://x/b")), "", Asset.Use.PLAIN);

    assertThat(PLAIN.path()).isEqualTo("w.bin");
    assertThat(PLAIN.bytes()).isEqualTo(3);
    assertThat(PLAIN.withUse(new Asset.Use("sub", false, false)).path()).isEqualTo("sub/w.bin");
    assertThat(joined.path()).isEqualTo("x/y/a.zip");
    assertThat(joined.bytes()).isEqualTo(10);
    assertThat(joined.checksum()).isEqualTo(Asset.Checksum.NONE);
    assertThat(half.checksum().hex()).isEqualTo("a".repeat(32));
    assertThat(half.checksum().isPublished()).isTrue();
    assertThat(open.bytes()).isNegative();
    assertThat(new Asset.Checksum("SHA-1", "").isPublished()).isFalse();
    assertThat(new Asset.Checksum("SHA-512", "0".repeat(128)).isPublished()).isTrue();
    assertThat(Asset.Checksum.sha256("0".repeat(64)).algorithm()).isEqualTo("SHA-256");
    assertThatThrownBy(() -> new Asset("a", List.of(), "", Asset.Use.PLAIN))
        .hasMessage("asset 'a' can be had nowhere");
  }

  @Test
  void aDatasetSaysNothingOfItselfUnlessItDoes() throws IOException {
    Dataset bare =
        new Dataset() {
          @Override
          public String name() {
            return "bare";
          }

          @Override
          public Corpus load(Task task) {
            return new Corpus(task, List.of(), List.of(), List.of());
          }
        };
    About about = new About("t", "c", "l", "h", Map.of("b", 1, "a", 2), List.of("n"));

    assertThat(bare.about()).isEmpty();
    assertThat(bare.files()).isEmpty();
    assertThat(bare.assets()).isEmpty();
    assertThat(bare.home()).isEmpty();
    assertThat(about.counts().keySet()).containsExactly("a", "b");
    assertThat(new DatasetFile("o", Path.of("p")).checksum().isPublished()).isFalse();
  }

  @Test
  void aSourceTellsItsLengthByDecodingUnlessItKnowsBetter() throws IOException {
    AudioSource source =
        new AudioSource() {
          @java.io.Serial private static final long serialVersionUID = 1;

          @Override
          public Audio read() {
            return Audio.wrap(100, new float[250]);
          }

          @Override
          public String fingerprint() {
            return "f";
          }

          @Override
          public String location() {
            return "l";
          }
        };

    assertThat(source.seconds()).isEqualTo(2.5);
    assertThat(new Track("id", source, new Target.Label("x")).recording()).isEmpty();
    assertThat(
            new Track("id", source, new Target.Label("x"), Optional.of("g"), Optional.of("r"))
                .recording())
        .contains("r");
  }
}
