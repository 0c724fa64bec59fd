import type { Member } from "./cast.ts";
import type { Scenario } from "./scenario.ts";

/** What Chief is told to do. */
export function definitionOf({ schedule, members }: Scenario): string {
  const slack = members.filter(({ email }) => email === undefined).map(({ key }) => key);
  const mail = members.filter(({ email }) => email !== undefined).map(({ key }) => key);
  return `---
name: Launch status
report: launch_status
on:
  - schedule: "${schedule}"
  - reply: {}
    coalesce: 1m
reads:
  - files: { paths: [plan], as: plan }
chase: { cadence: 2, hours: "10:00-16:30", days: [mon, tue, wed, thu, fri], digest: "15:30" }
writes:
  - slack: { to: roster, people: [${slack.join(", ")}] }
${mail.length === 0 ? "" : `  - email: { to: roster, people: [${mail.join(", ")}] }\n`}  - slack: { to: me }
  - plan: { file: { path: plan/launch.csv, fields: { status: status, eta: eta, blocker: blocked_by } } }
flows:
  - { from: files, to: slack }
  - { from: events, to: slack }
  - { from: events, to: plan }
${mail.length === 0 ? "" : "  - { from: files, to: email }\n  - { from: events, to: email }\n"}---

How the launch stands.
`;
}

export function peopleFile(members: readonly Member[]): string {
  const lines = members.map(({ key, name, zone, slack, email, absences }) => {
    const ways = [
      ...(slack === undefined ? [] : [`accounts: { slack: ${slack} }`]),
      ...(email === undefined ? [] : [`emails: [${email}]`]),
    ];
    const away = absences === undefined ? [] : [`absences: [${absences.join(", ")}]`];
    return `${key}: { ${[`name: ${name}`, `timezone: ${zone}`, ...ways, ...away].join(", ")} }`;
  });
  return ["me: { name: Sam Tan, accounts: { slack: USAM }, emails: [sam@example.com] }", ...lines, ""].join("\n");
}
