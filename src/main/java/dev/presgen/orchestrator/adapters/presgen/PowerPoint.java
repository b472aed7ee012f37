package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.DeckFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextRun;
import org.apache.poi.xslf.usermodel.XSLFTextShape;

/** Writes courses as PowerPoint files, in the plain style of an empty presentation. */
final class PowerPoint implements DeckFiles {

  /** What a file says of when it was made, so that the same course gives the same bytes. */
  private static final String NO_TIME = "2000-01-01T00:00:00Z";

  /** Where the two layouts that are used have their texts. */
  private static final int HEADING = 0;
  private static final int BODY = 1;

  private static final class File implements Written {
    private final int slides;
    private final byte[] content;

    File(int slides, byte[] content) {
      this.slides = slides;
      this.content = content;
    }

    @Override
    public int slides() {
      return slides;
    }

    @Override
    public byte[] content() {
      return content.clone();
    }
  }

  @Override
  public Written pptx(CourseOutline course, String subtitle, String source) {
    List<Page> pages = Pages.of(course, source);
    try (var show = new XMLSlideShow(); var bytes = new ByteArrayOutputStream()) {
      var about = show.getProperties().getCoreProperties();
      about.setTitle(course.title());
      about.setCreator("PresGen-Assess");
      about.setCreated(NO_TIME);
      about.setModified(NO_TIME);
      XSLFSlide first = slide(show, SlideLayout.TITLE);
      heading(first, course.title());
      text(first, BODY).setText(subtitle);
      pages.forEach(page -> add(page, show));
      show.write(bytes);
      return new File(1 + pages.size(), Timeless.zip(bytes.toByteArray()));
    } catch (IOException | InvalidFormatException impossible) {
      throw new IllegalStateException("a deck could not be written into memory", impossible);
    }
  }

  private static void add(Page page, XMLSlideShow show) {
    XSLFSlide slide = slide(show, SlideLayout.TITLE_AND_CONTENT);
    heading(slide, page.title());
    XSLFTextShape body = text(slide, BODY);
    body.clearText();
    for (String line : page.lines()) {
      XSLFTextRun run = body.addNewTextParagraph().addNewTextRun();
      run.setText(line);
      run.setFontSize(page.size().points());
    }
  }

  private static void heading(XSLFSlide slide, String title) {
    text(slide, HEADING).setText(title).setFontSize(TextSize.ofTitle(title));
  }

  private static XSLFTextShape text(XSLFSlide slide, int place) {
    return slide.getPlaceholder(place);
  }

  private static XSLFSlide slide(XMLSlideShow show, SlideLayout layout) {
    return show.createSlide(show.getSlideMasters().getFirst().getLayout(layout));
  }
}
