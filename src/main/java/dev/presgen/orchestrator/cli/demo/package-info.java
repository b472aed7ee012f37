/**
 * What the demonstration adds to the other commands: a learner who fills in the form as a browser
 * would, a look at each link, and a folder that goes away. Imports {@code cli.view}; of others
 * jsoup, to read the form.
 */
@NullMarked
package dev.presgen.orchestrator.cli.demo;

import org.jspecify.annotations.NullMarked;
