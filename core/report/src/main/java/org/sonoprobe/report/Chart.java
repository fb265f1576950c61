package org.sonoprobe.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.GrayPaintScale;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.files.AtomicFiles;
import org.w3c.dom.Document;

/** A chart that is drawn by Java, without a browser: as SVG for papers, as PNG for the rest. */
final class Chart {
  /** Okabe and Ito's colours, darkened where they would be too light on white. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x007a59),
          new Color(0xa8467f),
          new Color(0x8a5a00),
          new Color(0x2b7ca3),
          new Color(0x5d5d5d),
          new Color(0x6b4fbb));

  private static final Color INK = new Color(0x1b2430);
  private static final Color SOFT = new Color(0x5b6675);
  private static final Color LINE = new Color(0xdde2ea);
  private static final BasicStroke DASHED =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);
  private static final String CLEAN = Scenario.CLEAN.name();
  private static final int SCALE = 2;
  private static final double SIZE = 7;

  private final JFreeChart chart;
  private final int width;
  private final int height;

  private Chart(JFreeChart chart, int width, int height) {
    this.chart = chart;
    this.width = width;
    this.height = height;
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    chart.getTitle().setFont(font.deriveFont(Font.BOLD, 14f));
    chart.getTitle().setPaint(INK);
    if (chart.getLegend() != null) {
      chart.getLegend().setItemFont(font);
      chart.getLegend().setFrame(org.jfree.chart.block.BlockBorder.NONE);
    }
    if (chart.getPlot() instanceof XYPlot plot) {
      plot.setBackgroundPaint(Color.WHITE);
      plot.setDomainGridlinePaint(LINE);
      plot.setRangeGridlinePaint(LINE);
      plot.setDomainGridlineStroke(new BasicStroke(1));
      plot.setRangeGridlineStroke(new BasicStroke(1));
      plot.setOutlineVisible(false);
      for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
        axis.setLabelFont(font);
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(SOFT);
      }
    } else if (chart.getPlot() instanceof CategoryPlot plot) {
      plot.setBackgroundPaint(Color.WHITE);
      plot.setRangeGridlinePaint(LINE);
      plot.setOutlineVisible(false);
      plot.getDomainAxis().setTickLabelFont(font);
      plot.getRangeAxis().setTickLabelFont(font);
      plot.getRangeAxis().setLabelFont(font);
    }
  }

  /**
   * A number in a row.
   *
   * @param row which row, from 0
   * @param low NaN where no interval is known
   * @param grey whether it stands back
   */
  record Dot(int row, double value, double low, double high, boolean grey) {}

  /** Dots of one kind. */
  record Dots(String name, List<Dot> dots) {}

  /** A row for each name, in it a dot with its interval for each kind; chance as a line. */
  static Chart dots(String title, String axis, List<String> rows, List<Dots> kinds, double chance) {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer =
        new XYErrorRenderer() {
          @Serial private static final long serialVersionUID = 1;

          @Override
          public Paint getItemPaint(int kind, int dot) {
            return kinds.get(kind).dots.get(dot).grey ? SOFT : super.getItemPaint(kind, dot);
          }
        };
    renderer.setDrawYError(false);
    renderer.setCapLength(0);
    for (int k = 0; k < kinds.size(); k++) {
      // in the order of the dots, which say whether they are grey
      XYIntervalSeries known = new XYIntervalSeries(kinds.get(k).name, false, true);
      double offset = (k - (kinds.size() - 1) / 2.0) * 0.8 / Math.max(1, kinds.size());
      for (Dot dot : kinds.get(k).dots) {
        boolean sure = !Double.isNaN(dot.low) && !Double.isNaN(dot.high);
        double y = dot.row + offset;
        known.add(dot.value, sure ? dot.low : dot.value, sure ? dot.high : dot.value, y, y, y);
      }
      data.addSeries(known);
      // a scenario looks alike in every chart, wherever clean audio is
      boolean clean = kinds.get(k).name.equals(CLEAN);
      int look = kinds.size() == 1 || kinds.get(0).name.equals(CLEAN) ? k : k + 1;
      style(renderer, k, look, clean ? INK : colour(Math.max(0, look - 1)));
    }
    SymbolAxis names = new SymbolAxis("", rows.toArray(String[]::new));
    names.setInverted(true);
    names.setGridBandsVisible(false);
    names.setRange(-0.6, rows.size() - 0.4);
    NumberAxis values = new NumberAxis(axis);
    values.setAutoRangeIncludesZero(true);
    XYPlot plot = new XYPlot(data, values, names, renderer);
    if (!Double.isNaN(chance)) {
      ValueMarker marker = new ValueMarker(chance, SOFT, DASHED);
      labelled(marker);
      plot.addDomainMarker(marker);
    }
    int height = 110 + rows.size() * Math.max(24, 12 + 12 * kinds.size());
    return new Chart(
        new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT, plot, kinds.size() > 1), 760, height);
  }

  private static void labelled(ValueMarker marker) {
    marker.setLabel("chance");
    marker.setLabelPaint(SOFT);
    marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
    marker.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
    marker.setLabelOffset(new RectangleInsets(2, 4, 2, 4));
  }

  /** Points of one line, with the ends of their intervals or NaN. */
  record Line(String name, double[] x, double[] y, double[] low, double[] high) {}

  /** Lines with bands; chance as a line. */
  static Chart lines(String title, String x, String y, List<Line> lines, double chance) {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.13f);
    for (int l = 0; l < lines.size(); l++) {
      Line line = lines.get(l);
      YIntervalSeries series = new YIntervalSeries(line.name);
      for (int i = 0; i < line.x.length; i++) {
        if (!Double.isNaN(line.y[i])) {
          boolean sure = !Double.isNaN(line.low[i]) && !Double.isNaN(line.high[i]);
          series.add(
              line.x[i],
              line.y[i],
              sure ? line.low[i] : line.y[i],
              sure ? line.high[i] : line.y[i]);
        }
      }
      data.addSeries(series);
      style(renderer, l, colour(l));
      renderer.setSeriesShapesVisible(l, line.x.length < 40);
      renderer.setSeriesFillPaint(l, colour(l));
    }
    NumberAxis across = new NumberAxis(x);
    across.setAutoRangeIncludesZero(false);
    NumberAxis up = new NumberAxis(y);
    XYPlot plot = new XYPlot(data, across, up, renderer);
    if (!Double.isNaN(chance)) {
      ValueMarker marker = new ValueMarker(chance, SOFT, DASHED);
      labelled(marker);
      marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
      marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
      plot.addRangeMarker(marker);
    }
    return new Chart(new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT, plot, true), 760, 420);
  }

  /** Counts of what is taken for what, shaded by their share of the row. */
  static Chart matrix(String title, List<String> labels, int[][] counts) {
    int size = labels.size();
    double[][] cells = new double[3][size * size];
    XYPlot plot = new XYPlot();
    boolean readable = size <= 30;
    for (int i = 0; i < size; i++) {
      int total = IntStream.of(counts[i]).sum();
      for (int j = 0; j < size; j++) {
        int at = i * size + j;
        cells[0][at] = j;
        cells[1][at] = i;
        cells[2][at] = total == 0 ? 0 : (double) counts[i][j] / total;
        if (readable && counts[i][j] > 0) {
          XYTextAnnotation text = new XYTextAnnotation(String.valueOf(counts[i][j]), j, i);
          text.setPaint(cells[2][at] > 0.55 ? Color.WHITE : INK);
          text.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
          plot.addAnnotation(text);
        }
      }
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("share", cells);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setPaintScale(blues());
    SymbolAxis across = new SymbolAxis("said", labels.toArray(String[]::new));
    across.setVerticalTickLabels(true);
    across.setGridBandsVisible(false);
    across.setRange(-0.5, size - 0.5);
    SymbolAxis down = new SymbolAxis("truth", labels.toArray(String[]::new));
    down.setInverted(true);
    down.setGridBandsVisible(false);
    down.setRange(-0.5, size - 0.5);
    plot.setDataset(data);
    plot.setDomainAxis(across);
    plot.setRangeAxis(down);
    plot.setRenderer(renderer);
    int side = 230 + Math.min(900, size * 26);
    return new Chart(new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT, plot, false), side, side);
  }

  private static PaintScale blues() {
    return new GrayPaintScale(0, 1) {
      private static final long serialVersionUID = 1;

      @Override
      public Color getPaint(double value) {
        double share = Math.max(0, Math.min(1, value));
        return new Color(
            (int) Math.round(255 - share * 255),
            (int) Math.round(255 - share * (255 - 0x5a)),
            (int) Math.round(255 - share * (255 - 0x9c)));
      }
    };
  }

  /** Points on a plane, coloured by group; the plane has no units. */
  static Chart map(String title, List<String> groups, List<double[][]> points) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    for (int g = 0; g < groups.size(); g++) {
      XYSeries series = new XYSeries(groups.get(g), false);
      for (double[] point : points.get(g)) {
        series.add(point[0], point[1]);
      }
      data.addSeries(series);
      style(renderer, g, colour(g));
    }
    NumberAxis across = new NumberAxis();
    NumberAxis up = new NumberAxis();
    across.setAutoRangeIncludesZero(false);
    up.setAutoRangeIncludesZero(false);
    across.setTickLabelsVisible(false);
    up.setTickLabelsVisible(false);
    XYPlot plot = new XYPlot(data, across, up, renderer);
    return new Chart(new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT, plot, true), 640, 640);
  }

  /** Named scores over time, with a line through those that no other is faster and better than. */
  static Chart costs(String title, String metric, List<String> names, List<Costs.Cost> costs) {
    List<double[][]> points = new ArrayList<>();
    List<double[]> front = new ArrayList<>();
    for (Costs.Cost cost : costs) {
      double[] point = {cost.milliseconds(), cost.cell().mean()};
      points.add(new double[][] {point});
      if (cost.isOnFront()) {
        front.add(point);
      }
    }
    Chart chart = map(title, names, points);
    XYPlot plot = chart.chart.getXYPlot();
    for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      axis.setTickLabelsVisible(true);
      axis.setLabel(axis.equals(plot.getDomainAxis()) ? "ms a track" : metric);
      ((NumberAxis) axis).setAutoRangeIncludesZero(axis.equals(plot.getDomainAxis()));
    }
    XYSeries line = new XYSeries("no other is both faster and better");
    front.forEach(point -> line.add(point[0], point[1]));
    plot.setDataset(1, new XYSeriesCollection(line));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, Color.GRAY);
    plot.setRenderer(1, renderer);
    return chart;
  }

  /** Bars of several parts, one for each name. */
  static Chart bars(
      String title, String axis, List<String> names, List<String> parts, double[][] values) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int n = 0; n < names.size(); n++) {
      for (int p = 0; p < parts.size(); p++) {
        data.addValue(values[n][p], parts.get(p), names.get(n));
      }
    }
    JFreeChart chart =
        ChartFactory.createStackedBarChart(
            title, "", axis, data, PlotOrientation.HORIZONTAL, true, false, false);
    StackedBarRenderer renderer = new StackedBarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setMaximumBarWidth(0.08);
    for (int p = 0; p < parts.size(); p++) {
      renderer.setSeriesPaint(p, colour(p));
    }
    chart.getCategoryPlot().setRenderer(renderer);
    return new Chart(chart, 760, 130 + 22 * names.size());
  }

  private static void style(XYLineAndShapeRenderer renderer, int series, Color colour) {
    style(renderer, series, series, colour);
  }

  private static void style(XYLineAndShapeRenderer renderer, int series, int look, Color colour) {
    renderer.setSeriesPaint(series, colour);
    renderer.setSeriesShape(series, shape(look));
    renderer.setSeriesStroke(series, new BasicStroke(1.8f));
  }

  private static Color colour(int place) {
    return COLOURS.get(Math.floorMod(place, COLOURS.size()));
  }

  /** A circle, a square, a triangle, a diamond, and again. */
  private static Shape shape(int place) {
    double half = SIZE / 2;
    if (place % 4 == 0) {
      return new Ellipse2D.Double(-half, -half, SIZE, SIZE);
    }
    if (place % 4 == 1) {
      return new Rectangle2D.Double(-half, -half, SIZE, SIZE);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(0, -half - 1);
    path.lineTo(half + 1, place % 4 == 2 ? half : 0);
    if (place % 4 == 3) {
      path.lineTo(0, half + 1);
    }
    path.lineTo(-half - 1, place % 4 == 2 ? half : 0);
    path.closePath();
    return path;
  }

  /** Writes {@code <stem>.svg} and {@code <stem>.png}, the latter with twice as many pixels. */
  void write(Path stem) throws IOException {
    AtomicFiles.write(
        stem.resolveSibling(stem.getFileName() + ".svg"), svg().getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture(), "png", bytes);
    AtomicFiles.write(stem.resolveSibling(stem.getFileName() + ".png"), bytes.toByteArray());
  }

  String svg() throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation()
            .createDocument("http://www.w3.org/2000/svg", "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new java.awt.Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    StringWriter text = new StringWriter();
    graphics.stream(text, true);
    return text.toString();
  }

  BufferedImage picture() {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(SCALE, SCALE);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    return image;
  }
}
