/** Says in plain words what each webhook and each API call is about. */

import { language } from "./words.js";

const pick = (thai, english) => (language() === "th" ? thai : english);

/** A body as JSON when it is JSON, else as it came. */
export function parsed(body) {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const clip = (words) => (words && words.length > 36 ? `${words.slice(0, 35)}…` : (words ?? ""));

const SAID = {
  image: () => pick("ส่งรูปภาพ", "sent a photo"),
  video: () => pick("ส่งวิดีโอ", "sent a video"),
  audio: () => pick("ส่งเสียง", "sent a voice message"),
  file: (message) => `${pick("ส่งไฟล์", "sent a file")} ${clip(message.fileName)}`,
  location: () => pick("ส่งตำแหน่ง", "sent a place"),
  sticker: () => pick("ส่งสติกเกอร์", "sent a sticker"),
  text: (message) => `${pick("พิมพ์", "wrote")} “${clip(message.text)}”`,
};

const EVENTS = {
  message: ({ message }) => SAID[message?.type]?.(message) ?? pick("ส่งข้อความ", "sent a message"),
  postback: ({ postback }) => `${pick("กดปุ่ม", "tapped")} ${clip(postback?.data)}`,
  follow: ({ follow }) =>
    follow?.isUnblocked ? pick("เลิกบล็อก", "unblocked") : pick("เพิ่มเพื่อน", "added as friend"),
  unfollow: () => pick("บล็อกบัญชี", "blocked the account"),
  unsend: () => pick("ยกเลิกข้อความ", "unsent a message"),
  videoPlayComplete: () => pick("ดูวิดีโอจบ", "watched a video to the end"),
};

function webhook(body) {
  const events = parsed(body)?.events ?? [];
  if (!events.length) return pick("LINE ทดสอบ webhook", "LINE tests the webhook");
  const first = EVENTS[events[0].type]?.(events[0]) ?? events[0].type;
  const again = events[0].deliveryContext?.isRedelivery ? pick(" (ส่งซ้ำ)", " (again)") : "";
  const others =
    events.length > 1
      ? pick(` และอีก ${events.length - 1} เหตุการณ์`, ` and ${events.length - 1} more`)
      : "";
  return `${pick("ประชาชน", "Citizen")} ${first}${others}${again}`;
}

const CALLS = [
  [/oauth2\/v3\/token/, "ขอ token ใช้งาน", "Asks for a token"],
  [/message\/validate/, "ตรวจข้อความก่อนส่ง", "Checks a message"],
  [/message\/reply/, "ตอบกลับ {n} ข้อความ", "Replies with {n}"],
  [/message\/push/, "ส่งหา (push) {n} ข้อความ", "Pushes {n}"],
  [/message\/multicast/, "ส่งหาหลายคน {n} ข้อความ", "Multicasts {n}"],
  [/message\/broadcast/, "ส่งหาทุกคน {n} ข้อความ", "Broadcasts {n}"],
  [/message\/[^/]+\/content/, "ขอดูไฟล์ที่ประชาชนส่ง", "Fetches what a citizen sent"],
  [/quota\/consumption/, "ดูโควตาที่ใช้ไป", "Reads the quota used"],
  [/message\/quota/, "ดูโควตา", "Reads the quota"],
  [/chat\/loading/, "แสดงว่ากำลังพิมพ์", "Shows the typing dots"],
  [/markAsRead/, "ทำเครื่องหมายว่าอ่านแล้ว", "Marks as read"],
  [/user\/all\/richmenu/, "ตั้งเมนูเริ่มต้น", "Sets the default menu"],
  [/user\/[^/]+\/richmenu/, "ตั้งเมนูของคนนี้", "Sets this person's menu"],
  [/richmenu\/[^/]+\/content/, "ใส่ภาพเมนู", "Uploads a menu picture"],
  [/richmenu\/alias/, "ตั้งชื่อเรียกเมนู", "Names a menu"],
  [/richmenu\/validate/, "ตรวจเมนู", "Checks a menu"],
  [/richmenu/, "จัดการเมนู", "Handles menus"],
  [/profile/, "ขอชื่อประชาชน", "Asks a citizen's name"],
  [/bot\/info/, "ขอข้อมูลบัญชี", "Asks about the account"],
  [/channel\/webhook/, "ตั้งค่า webhook", "Handles the webhook address"],
];

/** One line about an entry of the log. */
export function describe(entry) {
  const body = parsed(entry.request?.body);
  if (entry.kind === "webhook") return webhook(body);
  const found = CALLS.find(([path]) => path.test(entry.path));
  if (!found) return entry.path;
  return pick(found[1], found[2]).replace("{n}", String(body?.messages?.length ?? ""));
}
