package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_SKIP_MANUAL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMAV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMAV2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Recording;
import org.sonoprobe.audio.CompressedAudio.Format;

/** Decodes the formats that wrap their packets in a container; any damage is an error. */
final class ContainerDecoder {
  private static final int STRICT = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

  /** WMA's decoder is late by a frame of 2,048 samples, which it would drop with the audio. */
  private static final int WMA_DELAY = 2048;

  private ContainerDecoder() {}

  static Recording decode(byte[] bytes, Format format) throws IOException {
    long stated = format == Format.OGG ? OggPages.check(bytes) : -1;
    int errors = Ffmpeg.loggedErrors();
    try (MemoryInput input = new MemoryInput(bytes);
        Opened opened = new Opened()) {
      opened.open(input, format, stated);
      Samples samples = new Samples();
      opened.readAll(samples);
      if (Ffmpeg.loggedErrors() != errors) {
        throw new IOException("it is damaged: its decoder reported errors");
      }
      if (samples.length() == 0) {
        throw new IOException("it holds no audio that can be decoded");
      }
      return new Recording(opened.cut(samples), opened.notes());
    }
  }

  /** Which of FFmpeg's readers may look at the bytes: none that would open another file. */
  private static String readers(Format format) {
    return switch (format) {
      case OGG -> "ogg";
      case MP4 -> "mov,mp4,m4a,3gp,3g2,mj2";
      case ASF -> "asf";
      case AAC -> "aac";
      case CAF -> "caf";
      case MATROSKA -> "matroska,webm";
      case MP3 -> "mp3";
    };
  }

  private static final class Opened implements AutoCloseable {
    private final AVFormatContext container = avformat_alloc_context();
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private AVStream stream = new AVStream(null);
    private AVCodecContext codec = new AVCodecContext(null);
    private boolean isWma;
    private long statedLength = -1;
    private long firstBlock = -1;

    void open(MemoryInput input, Format format, long stated) throws IOException {
      container.pb(input.context());
      AVDictionary options = new AVDictionary(null);
      av_dict_set(options, "err_detect", "crccheck+bitstream+buffer+explode", 0);
      av_dict_set(options, "format_whitelist", readers(format), 0);
      av_dict_set(options, "protocol_whitelist", "none", 0);
      int code = avformat_open_input(container, (String) null, null, options);
      av_dict_free(options);
      Ffmpeg.check(code, "not a usable " + format.title() + " file");
      Ffmpeg.check(
          avformat_find_stream_info(container, (AVDictionary) null),
          "not a usable " + format.title() + " file");
      int index = av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
      Ffmpeg.check(index, "it holds no audio");
      stream = container.streams(index);
      AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
      if (decoder == null) {
        throw new IOException("it holds audio of a kind that FFmpeg cannot decode");
      }
      codec = Ffmpeg.context(decoder);
      Ffmpeg.check(
          avcodec_parameters_to_context(codec, stream.codecpar()), "its header is damaged");
      codec.err_recognition(STRICT);
      codec.pkt_timebase(stream.time_base());
      codec.thread_count(1);
      int id = stream.codecpar().codec_id();
      isWma = id == AV_CODEC_ID_WMAV1 || id == AV_CODEC_ID_WMAV2;
      if (id == AV_CODEC_ID_VORBIS) {
        // where all audio lies in one page FFmpeg counts the first block, which is no audio, as
        // audio and cuts as much from the end
        statedLength = stated;
      }
      if (isWma || statedLength > 0) {
        codec.flags2(codec.flags2() | AV_CODEC_FLAG2_SKIP_MANUAL);
      }
      Ffmpeg.check(
          avcodec_open2(codec, decoder, (AVDictionary) null), "its decoder does not start");
    }

    void readAll(Samples samples) throws IOException {
      int code = av_read_frame(container, packet);
      for (; code >= 0; code = av_read_frame(container, packet)) {
        if (packet.stream_index() == stream.index()) {
          if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
            throw new IOException("it is damaged: a packet is marked as corrupt");
          }
          firstBlock = firstBlock < 0 ? packet.duration() : firstBlock;
          Ffmpeg.check(avcodec_send_packet(codec, packet), "it is damaged");
          receive(samples);
        }
        av_packet_unref(packet);
      }
      if (code != AVERROR_EOF) {
        Ffmpeg.check(code, "it is damaged or cut short");
      }
      avcodec_send_packet(codec, null);
      receive(samples);
    }

    private void receive(Samples samples) throws IOException {
      int code = avcodec_receive_frame(codec, frame);
      for (; code >= 0; code = avcodec_receive_frame(codec, frame)) {
        if (frame.decode_error_flags() != 0) {
          throw new IOException("it is damaged: a frame could not be decoded whole");
        }
        samples.add(frame);
        av_frame_unref(frame);
      }
      if (code != Ffmpeg.AGAIN && code != AVERROR_EOF) {
        Ffmpeg.check(code, "it is damaged");
      }
    }

    /** The audio as long as the container says, where it says so exactly. */
    Audio cut(Samples samples) {
      long late = isWma ? WMA_DELAY : statedLength > 0 ? firstBlock : 0;
      int from = (int) Math.max(0, Math.min(late, samples.length()));
      int length = samples.length() - from;
      long duration = stream.duration();
      if (statedLength > 0) {
        length = (int) Math.min(length, statedLength);
      } else if (statesLength() && duration != AV_NOPTS_VALUE && duration > 0) {
        double seconds = duration * (double) stream.time_base().num() / stream.time_base().den();
        length = (int) Math.min(length, Math.round(seconds * samples.sampleRate()));
      }
      return Audio.wrap(samples.sampleRate(), samples.channels(from, length));
    }

    private boolean statesLength() {
      return container.iformat().name().getString().startsWith("mov");
    }

    List<String> notes() {
      String name = container.iformat().name().getString();
      String kind =
          name.equals("aac")
              ? "an AAC"
              : name.equals("asf") ? "a WMA" : name.startsWith("matroska") ? "a Matroska" : "";
      return kind.isEmpty()
          ? List.of()
          : List.of(
              kind
                  + " file does not state its encoder's delay and padding: its audio may begin"
                  + " late and end with silence");
    }

    @Override
    public void close() {
      av_packet_free(packet);
      av_frame_free(frame);
      if (!codec.isNull()) {
        Ffmpeg.free(codec);
      }
      if (!container.isNull()) {
        avformat_close_input(container);
      }
    }
  }
}
