import assert from "node:assert/strict";
import { test } from "node:test";
import { withOrganizer } from "../../../src/lib/calendar/actors.ts";

const ana = { name: "Ana Ruiz", email: "ana@example.com", role: "required", response: "accepted" } as const;

test("an organizer of whom only the address is written is called as among those who are asked", () => {
  const organizer = { ...ana, role: "organizer" };
  assert.deepEqual(withOrganizer({ name: "ana@example.com", email: "ana@example.com" }, [ana]), [organizer]);
  assert.deepEqual(withOrganizer({ name: "Ana", email: "ana@example.com" }, [ana]), [{ ...organizer, name: "Ana" }]);
  const [alone] = withOrganizer({ name: "ana@example.com", email: "ana@example.com" }, []);
  assert.equal(alone?.name, "ana@example.com");
});
