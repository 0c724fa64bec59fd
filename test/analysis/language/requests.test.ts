import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "./asked.ts";
import { asks, read } from "./read.ts";
import { unasked } from "./unasked.ts";

test("What asks its reader to do or to answer something counts as a request", () => {
  assert.deepEqual(
    asked.filter((sentence) => !asks(sentence)),
    [],
  );
});

test("Thanks, reports, offers, politeness and what is asked of others count as none", () => {
  assert.deepEqual(
    unasked.filter((sentence) => asks(sentence)),
    [],
  );
});

test("A question that its writer answers himself asks nothing", () => {
  assert.equal(asks("Why did it fail? Because the disk was full."), false);
  assert.equal(asks("Why did the deploy fail last night?"), true);
});

test("A question wants an answer, a polite order wants an act", () => {
  assert.deepEqual(
    read("Do you have the figures? Could you send the figures?").map(({ isQuestion }) => isQuestion),
    [true, false],
  );
});

test("A sentence that calls somebody else asks nothing of the reader, and one that calls the reader does", () => {
  assert.equal(asks("Priya, could you send the slides?"), false);
  assert.equal(asks("Could you send the slides, Priya?"), false);
  assert.equal(asks("Ana, could you send the slides?"), true);
  assert.equal(asks("Priya and Ana, could you send the slides?"), true);
  assert.equal(asks("Also, could you send the slides?"), true);
});

test("A letter that greets somebody else asks nothing of the reader until it calls the reader", () => {
  const letter = "Hi Priya,\n\ncould you send it by Friday? Ana, please check it.";
  assert.deepEqual(
    read(letter).map(({ request }) => request >= 0.5),
    [false, false, true],
  );
  assert.equal(asks("Hi team,\n\nplease send your figures."), true);
  assert.equal(asks("Hi Bob,\n\nplease send your figures.", { readerNames: ["Robert Klein"] }), true);
});

test("Nobody's name is known: every request counts", () => {
  assert.equal(asks("Hi Priya,\n\nplease send your figures.", { readerNames: [] }), true);
});
