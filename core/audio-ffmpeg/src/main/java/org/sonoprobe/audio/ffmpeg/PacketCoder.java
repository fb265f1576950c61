package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_SKIP_MANUAL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.sonoprobe.audio.CompressedAudio.Coding;

/** Encodes at the rate of the input and decodes what comes out, packet by packet. */
final class PacketCoder implements AutoCloseable {
  private final AVCodecContext encoder;
  private final AVCodecContext decoder;
  private final AVFrame input = av_frame_alloc();
  private final AVFrame output = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final Samples samples = new Samples();
  private final boolean planar;

  /** Encoders with the decoders for what they make. */
  enum Codec {
    MP3("libmp3lame", "mp3float"),
    AAC("aac", "aac"),
    OPUS("libopus", "opus");

    private final String encoder;
    private final String decoder;

    Codec(String encoder, String decoder) {
      this.encoder = encoder;
      this.decoder = decoder;
    }

    String encoder() {
      return encoder;
    }

    String decoder() {
      return decoder;
    }
  }

  PacketCoder(Codec codec, Coding coding, int sampleRate, int channelCount) throws IOException {
    AVCodec library = avcodec_find_encoder_by_name(codec.encoder());
    if (library == null) {
      throw new IOException("this build of FFmpeg has no " + codec.encoder());
    }
    encoder = Ffmpeg.context(library);
    encoder.bit_rate(coding.kbps() * 1000L);
    encoder.sample_rate(sampleRate);
    planar = codec != Codec.OPUS;
    int format = planar ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_FLT;
    encoder.sample_fmt(format);
    av_channel_layout_default(encoder.ch_layout(), channelCount);
    encoder.thread_count(1);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    if (codec == Codec.MP3) {
      encoder.compression_level(coding.quality());
    }
    if (coding.lowpassHz() > 0) {
      encoder.cutoff(coding.lowpassHz());
    }
    AVDictionary options = new AVDictionary(null);
    if (codec == Codec.MP3) {
      av_dict_set(options, "reservoir", "0", 0);
    }
    int code = avcodec_open2(encoder, library, options);
    av_dict_free(options);
    Ffmpeg.check(code, "the encoder " + codec.encoder() + " does not start");
    AVCodec reading = avcodec_find_decoder_by_name(codec.decoder());
    if (reading == null) {
      throw new IOException("this build of FFmpeg has no " + codec.decoder());
    }
    decoder = Ffmpeg.context(reading);
    if (codec != Codec.MP3) {
      AVCodecParameters parameters = avcodec_parameters_alloc();
      try {
        Ffmpeg.check(
            avcodec_parameters_from_context(parameters, encoder), "no memory for parameters");
        Ffmpeg.check(
            avcodec_parameters_to_context(decoder, parameters), "no memory for parameters");
      } finally {
        avcodec_parameters_free(parameters);
      }
    }
    decoder.thread_count(1);
    decoder.flags2(decoder.flags2() | AV_CODEC_FLAG2_SKIP_MANUAL);
    Ffmpeg.check(
        avcodec_open2(decoder, reading, (AVDictionary) null),
        "the decoder " + codec.decoder() + " does not start");
    input.format(format);
    input.sample_rate(sampleRate);
    input.nb_samples(encoder.frame_size());
    av_channel_layout_default(input.ch_layout(), channelCount);
    Ffmpeg.check(av_frame_get_buffer(input, 0), "no memory for a frame");
  }

  /** The channels after encoding and decoding, as long as they were and in their place. */
  float[][] pass(float[][] channels) throws IOException {
    int length = channels[0].length;
    int size = encoder.frame_size();
    for (int at = 0; at < length; at += size) {
      int count = Math.min(size, length - at);
      Ffmpeg.check(av_frame_make_writable(input), "no memory for a frame");
      input.nb_samples(count);
      input.pts(at);
      fill(channels, at, count);
      Ffmpeg.check(avcodec_send_frame(encoder, input), "encoding failed");
      drain();
    }
    Ffmpeg.check(avcodec_send_frame(encoder, null), "encoding failed");
    drain();
    int delay = encoder.initial_padding();
    if (samples.length() < delay + length) {
      samples.addSilence(delay + length - samples.length());
    }
    return samples.channels(delay, length);
  }

  private void fill(float[][] channels, int at, int count) {
    if (planar) {
      for (int c = 0; c < channels.length; c++) {
        new FloatPointer(input.extended_data(c)).put(channels[c], at, count);
      }
      return;
    }
    float[] interleaved = new float[count * channels.length];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels.length; c++) {
        interleaved[i * channels.length + c] = channels[c][at + i];
      }
    }
    new FloatPointer(input.extended_data(0)).put(interleaved, 0, interleaved.length);
  }

  private void drain() throws IOException {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      Ffmpeg.check(avcodec_send_packet(decoder, packet), "what was encoded cannot be decoded");
      while (avcodec_receive_frame(decoder, output) >= 0) {
        samples.add(output);
      }
      av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(input);
    av_frame_free(output);
    Ffmpeg.free(encoder);
    Ffmpeg.free(decoder);
  }
}
