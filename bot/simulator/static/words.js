/** The page's own words in Thai and English; the conversation itself is never translated. */

const WORDS = {
  brand: ["เพื่อนเขต", "Puean Khet"],
  title: ["โทรศัพท์จำลอง · เพื่อนเขต", "Pretend phone · Puean Khet"],
  tagline: ["โทรศัพท์จำลองของประชาชน", "A citizen's pretend phone"],
  skip: ["ข้ามไปที่ช่องพิมพ์ข้อความ", "Skip to the message box"],
  people: ["ประชาชน", "Citizens"],
  peopleHint: [
    "ลองเป็นหลายคนได้ แต่ละคนมีแชตของตัวเอง",
    "Be several people; each has a chat of their own",
  ],
  addPerson: ["เพิ่มคน", "Add person"],
  newName: ["ชื่อคนใหม่", "New name"],
  nobody: ["ยังไม่มีใครเลย", "Nobody here yet"],
  follow: ["เพิ่มเพื่อน", "Add friend"],
  block: ["บล็อก", "Block"],
  unblock: ["เลิกบล็อก", "Unblock"],
  friend: ["เป็นเพื่อนแล้ว", "Friend"],
  stranger: ["ยังไม่ได้เพิ่มเพื่อน", "Not a friend yet"],
  blocked: ["บล็อกอยู่", "Blocked"],
  unread: ["ข้อความใหม่ {n} ข้อความ", "{n} new"],
  thisPhone: ["โทรศัพท์เครื่องนี้", "This phone"],
  pc: ["แบบคอมพิวเตอร์ (ไม่มีเมนู)", "On a computer (no menu)"],
  large: ["ตัวอักษรใหญ่", "Large text"],
  language: ["ภาษาของหน้านี้", "Language of this page"],
  reset: ["เริ่มใหม่ทั้งหมด", "Start all over"],
  resetAsk: [
    "ลบทุกคน ทุกข้อความ และเวลาที่เลื่อนไว้ แล้วเริ่มใหม่ใช่ไหมคะ",
    "Forget every person, message and moved clock, and start over?",
  ],
  resetDone: ["เริ่มใหม่แล้วค่ะ", "Started over"],
  backstage: ["เบื้องหลัง", "Backstage"],
  backstageHint: [
    "สิ่งที่วิ่งไปมาระหว่าง LINE จำลองกับสำนักงานเขต",
    "What runs between the pretend LINE and the office",
  ],
  openPeople: ["เปิดรายชื่อประชาชน", "Open the citizens"],
  openBackstage: ["เปิดเบื้องหลัง", "Open backstage"],
  close: ["ปิด", "Close"],
  cancel: ["ยกเลิก", "Cancel"],
  ok: ["ตกลง", "OK"],
  official: ["บัญชีทางการ (จำลอง)", "Official account (pretend)"],
  conversation: ["บทสนทนา", "Conversation"],
  welcomeTitle: ["สวัสดีค่ะ นี่คือโทรศัพท์จำลอง", "Hello, this is a pretend phone"],
  welcomeBody: [
    "กดปุ่มด้านล่าง แล้วคุยกับสำนักงานเขตได้เลย ทุกอย่างอยู่ในเครื่องนี้ ไม่มีข้อความใดออกไปถึง LINE จริง",
    "Press the button and talk with the district office. All stays on this machine; nothing reaches the real LINE.",
  ],
  start: ["เพิ่มเพื่อนเพื่อเริ่มคุย", "Add as friend to start"],
  blockedBar: ["คุณบล็อกบัญชีนี้อยู่ จึงไม่ได้รับข้อความ", "You blocked this account and get no messages"],
  try: ["ลองถามแบบนี้", "Try asking"],
  message: ["พิมพ์ข้อความ", "Type a message"],
  send: ["ส่ง", "Send"],
  attach: ["แนบรูป ไฟล์ หรือตำแหน่ง", "Attach a photo, file or place"],
  stickers: ["สติกเกอร์", "Stickers"],
  sendSticker: ["ส่งสติกเกอร์ {n}", "Send sticker {n}"],
  photos: ["รูปภาพ", "Photos"],
  camera: ["ถ่ายรูป", "Camera"],
  video: ["วิดีโอ", "Video"],
  voice: ["เสียง", "Voice"],
  file: ["ไฟล์", "File"],
  location: ["ตำแหน่ง", "Location"],
  photo: ["รูปภาพ", "Photo"],
  you: ["คุณ", "You"],
  office: ["สำนักงาน", "Office"],
  read: ["อ่านแล้ว", "Read"],
  unsent: ["คุณยกเลิกข้อความแล้ว", "You unsent a message"],
  unsend: ["ยกเลิกข้อความ", "Unsend"],
  reply: ["ตอบกลับ", "Reply"],
  copy: ["คัดลอก", "Copy"],
  copied: ["คัดลอกแล้ว", "Copied"],
  bubbleMenu: ["ตัวเลือกของข้อความ", "Message options"],
  replyTo: ["ตอบกลับข้อความ", "Replying to"],
  typing: ["สำนักงานกำลังพิมพ์", "The office is typing"],
  newBelow: ["ข้อความใหม่", "New messages"],
  quick: ["ตัวเลือกตอบด่วน", "Quick replies"],
  menu: ["เมนู", "Menu"],
  menuOpen: ["เปิดเมนู {n}", "Open menu {n}"],
  menuClose: ["ปิดเมนู {n}", "Close menu {n}"],
  cards: ["การ์ดเลื่อนด้านข้าง", "Cards, scroll sideways"],
  previous: ["ก่อนหน้า", "Previous"],
  next: ["ถัดไป", "Next"],
  outsidePicture: ["ภาพจากภายนอก", "Picture from elsewhere"],
  unsupported: ["ข้อความชนิด {n}", "A message of type {n}"],
  pickDate: ["เลือกวัน", "Choose a date"],
  pickTime: ["เลือกเวลา", "Choose a time"],
  pickDatetime: ["เลือกวันและเวลา", "Choose date and time"],
  pickPlace: ["ส่งตำแหน่ง", "Send a place"],
  placeTitle: ["ชื่อสถานที่", "Name of the place"],
  placeAddress: ["ที่อยู่", "Address"],
  latitude: ["ละติจูด", "Latitude"],
  longitude: ["ลองจิจูด", "Longitude"],
  viewPhoto: ["ดูรูปขนาดเต็ม", "View full size"],
  noCalls: ["หน้านี้โทรออกไม่ได้: {n}", "This page cannot call: {n}"],
  offline: ["ติดต่อเครื่องจำลองไม่ได้ กำลังลองใหม่…", "The simulator does not answer; trying again…"],
  failed: ["ทำไม่สำเร็จ: {n}", "Not done: {n}"],
  // backstage
  clock: ["นาฬิกาจำลอง", "Pretend clock"],
  realTime: ["ตรงกับเวลาจริง", "Same as real time"],
  ahead: ["เร็วกว่าเวลาจริง {n}", "{n} ahead of real time"],
  plus61: ["+61 วินาที", "+61 s"],
  plus21: ["+21 นาที", "+21 min"],
  plusDay: ["+1 วัน", "+1 day"],
  nextMonth: ["เดือนหน้า", "Next month"],
  clockReset: ["เวลาจริง", "Real time"],
  quota: ["ข้อความแบบ push เดือนนี้", "Push messages this month"],
  quotaNone: ["ไม่จำกัด", "no limit"],
  traffic: ["การรับส่ง", "Traffic"],
  faults: ["เหตุขัดข้อง", "Faults"],
  faultsOn: ["เปิดอยู่ {n}", "{n} on"],
  faultsHint: [
    "ลองให้ LINE จำลองรวน แล้วดูว่าสำนักงานรับมืออย่างไร",
    "Make the pretend LINE misbehave and see how the office copes",
  ],
  faultsClear: ["กลับเป็นปกติ", "Back to normal"],
  empty: [
    "ยังไม่มีอะไรวิ่งผ่าน เมื่อส่งข้อความแรก จะเห็นทุกขั้นที่นี่",
    "Nothing yet. Send a first message and see every step here",
  ],
  onlyErrors: ["เฉพาะที่ผิดพลาด", "Errors only"],
  signed: ["ลงนามแล้ว", "signed"],
  request: ["คำขอ", "Request"],
  response: ["คำตอบ", "Response"],
  headers: ["ส่วนหัว", "Headers"],
  noBody: ["ไม่มีเนื้อหา", "No body"],
  noAnswer: ["ไม่มีคำตอบ", "No answer"],
};

let current = localStorage.getItem("phone.language") === "en" ? 1 : 0;

/** "th" or "en". */
export function language() {
  return current ? "en" : "th";
}

/** The words of `key` in the chosen language, `{n}` filled in. */
export function say(key, n = "") {
  return WORDS[key][current].replace("{n}", n);
}

/** Write the words into the page's fixed parts (data-say: its text, data-label: its name). */
export function writeWords(root = document) {
  document.documentElement.lang = language();
  document.title = say("title");
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of root.querySelectorAll("[data-label]"))
    node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of root.querySelectorAll("[data-hint]"))
    node.setAttribute("placeholder", say(node.dataset.hint));
}

export function setLanguage(code) {
  current = code === "en" ? 1 : 0;
  localStorage.setItem("phone.language", code);
}
