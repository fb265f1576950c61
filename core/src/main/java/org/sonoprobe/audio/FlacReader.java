package org.sonoprobe.audio;

import java.io.IOException;
import org.sonoprobe.api.Audio;

/** Recognises FLAC and hands it to its decoder. */
final class FlacReader implements AudioFiles.Reader {

  @Override
  public String format() {
    return "FLAC";
  }

  @Override
  public boolean accepts(byte[] bytes) {
    return AudioFiles.startsWith(bytes, 0, "fLaC");
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    DecodedAudio decoded = FlacDecoder.decode(bytes);
    return Audio.wrap(decoded.sampleRate(), decoded.channels());
  }
}
