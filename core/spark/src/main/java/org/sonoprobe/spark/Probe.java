package org.sonoprobe.spark;

import java.io.File;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.sonoprobe.run.Supervisor;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Looks which jars an executor has. */
final class Probe extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
  private static final long serialVersionUID = 1;

  private Probe() {}

  /** The names of the jars on the class path of an executor, one of which must be there. */
  static Set<String> classPath(JavaSparkContext spark, Supervisor supervisor) {
    Submitted submitted =
        Submitted.of(spark, "look what executors have", List.of(new byte[0]), new Probe());
    byte[] answer = submitted.only(supervisor);
    return new TreeSet<>(List.of((String[]) Bytes.read(answer)));
  }

  @Override
  public byte[] apply(Iterator<byte[]> nothing) {
    Set<String> names = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path place = Path.of(entry.isEmpty() ? "." : entry.replace("*", "any"));
      String[] jars =
          entry.endsWith("*") ? new File(entry.substring(0, entry.length() - 1)).list() : null;
      if (jars == null) {
        names.add(String.valueOf(place.getFileName()));
      } else {
        names.addAll(List.of(jars));
      }
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        for (URL url : known.getURLs()) {
          names.add(url.getPath().substring(url.getPath().lastIndexOf('/') + 1));
        }
      }
    }
    return Bytes.of(names.toArray(String[]::new));
  }
}
