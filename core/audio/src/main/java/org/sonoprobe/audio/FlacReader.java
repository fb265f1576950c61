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
    int tag = 0;
    if (AudioFiles.startsWith(bytes, 0, "ID3") && bytes.length > 10) {
      tag =
          10
              + ((bytes[6] & 0x7f) << 21
                  | (bytes[7] & 0x7f) << 14
                  | (bytes[8] & 0x7f) << 7
                  | bytes[9] & 0x7f);
    }
    return AudioFiles.startsWith(bytes, tag, "fLaC");
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    DecodedAudio decoded = FlacDecoder.decode(bytes);
    return Audio.wrap(decoded.sampleRate(), decoded.channels());
  }
}
