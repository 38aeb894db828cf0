<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>joinery::CellActions</name>
    <message numerus="yes">
        <source>%Ln cell(s) copied</source>
        <translation>
            <numerusform>%Ln cell copied</numerusform>
            <numerusform>%Ln cells copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) saved</source>
        <translation>
            <numerusform>%Ln byte saved</numerusform>
            <numerusform>%Ln bytes saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::CellData</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::DeletionText</name>
    <message numerus="yes">
        <source>%Ln link(s) in %1 goes/go with it</source>
        <translation>
            <numerusform>%Ln link in %1 goes with it</numerusform>
            <numerusform>%Ln links in %1 go with it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1 goes/go with it</source>
        <translation>
            <numerusform>%Ln row of %1 goes with it</numerusform>
            <numerusform>%Ln rows of %1 go with it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1 stays/stay, with %2 emptied (NULL)</source>
        <translation>
            <numerusform>%Ln row of %1 stays, with %2 emptied (NULL)</numerusform>
            <numerusform>%Ln rows of %1 stay, with %2 emptied (NULL)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1 stays/stay, with %2 set to its default</source>
        <translation>
            <numerusform>%Ln row of %1 stays, with %2 set to its default</numerusform>
            <numerusform>%Ln rows of %1 stay, with %2 set to its default</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of %1 stays/stay, and %2 will refer to nothing</source>
        <translation>
            <numerusform>%Ln row of %1 stays, and %2 will refer to nothing</numerusform>
            <numerusform>%Ln rows of %1 stay, and %2 will refer to nothing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %Ln row(s)</source>
        <translation>
            <numerusform>&amp;Delete %Ln row</numerusform>
            <numerusform>&amp;Delete %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further row(s)</source>
        <translation>
            <numerusform>%Ln further row</numerusform>
            <numerusform>%Ln further rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln row(s) changed</source>
        <translation>
            <numerusform>, %Ln row changed</numerusform>
            <numerusform>, %Ln rows changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln row(s) now refers/refer to nothing</source>
        <translation>
            <numerusform>, %Ln row now refers to nothing</numerusform>
            <numerusform>, %Ln rows now refer to nothing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::DuplicateGesture</name>
    <message numerus="yes">
        <source> with %Ln link(s)</source>
        <translation>
            <numerusform> with %Ln link</numerusform>
            <numerusform> with %Ln links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::EntityAdder</name>
    <message numerus="yes">
        <source>%Ln name(s) is/are not in %1. Add and link?</source>
        <translation>
            <numerusform>%Ln name is not in %1. Add and link?</numerusform>
            <numerusform>%Ln names are not in %1. Add and link?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::EntityDeletion</name>
    <message numerus="yes">
        <source>%Ln row(s) of %1</source>
        <translation>
            <numerusform>%Ln row of %1</numerusform>
            <numerusform>%Ln rows of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::EntityModel</name>
    <message numerus="yes">
        <source>linked %Ln time(s)</source>
        <translation>
            <numerusform>linked %Ln time</numerusform>
            <numerusform>linked %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ExportDialog</name>
    <message numerus="yes">
        <source>Those of the %Ln row(s) selected in %1</source>
        <translation>
            <numerusform>Those of the %Ln row selected in %1</numerusform>
            <numerusform>Those of the %Ln rows selected in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) will be written.</source>
        <translation>
            <numerusform>%Ln link will be written.</numerusform>
            <numerusform>%Ln links will be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) in them begin like a formula (=, +, -, @): a spreadsheet would run them.</source>
        <translation>
            <numerusform>%Ln text in them begin like a formula (=, +, -, @): a spreadsheet would run them.</numerusform>
            <numerusform>%Ln texts in them begin like a formula (=, +, -, @): a spreadsheet would run them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) written to %1</source>
        <translation>
            <numerusform>%Ln link written to %1</numerusform>
            <numerusform>%Ln links written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::FoldedColumns</name>
    <message numerus="yes">
        <source>%Ln more column(s): widen the panel, or choose</source>
        <translation>
            <numerusform>%Ln more column: widen the panel, or choose</numerusform>
            <numerusform>%Ln more columns: widen the panel, or choose</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::Gesture</name>
    <message numerus="yes">
        <source>Remove %Ln link(s)?</source>
        <translation>
            <numerusform>Remove %Ln link?</numerusform>
            <numerusform>Remove %Ln links?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Link %Ln pair(s)?</source>
        <translation>
            <numerusform>Link %Ln pair?</numerusform>
            <numerusform>Link %Ln pairs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) removed</source>
        <translation>
            <numerusform>%Ln link removed</numerusform>
            <numerusform>%Ln links removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::GestureText</name>
    <message numerus="yes">
        <source>%Ln was/were linked already</source>
        <translation>
            <numerusform>%Ln was linked already</numerusform>
            <numerusform>%Ln were linked already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln is/are no longer there</source>
        <translation>
            <numerusform>%Ln is no longer there</numerusform>
            <numerusform>%Ln are no longer there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused: %1</source>
        <translation>
            <numerusform>%Ln refused: %1</numerusform>
            <numerusform>%Ln refused: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) linked: %1 with %2</source>
        <translation>
            <numerusform>%Ln pair linked: %1 with %2</numerusform>
            <numerusform>%Ln pairs linked: %1 with %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) moved to %1</source>
        <translation>
            <numerusform>%Ln link moved to %1</numerusform>
            <numerusform>%Ln links moved to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) copied to %1</source>
        <translation>
            <numerusform>%Ln link copied to %1</numerusform>
            <numerusform>%Ln links copied to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) unlinked: %1 from %2</source>
        <translation>
            <numerusform>%Ln pair unlinked: %1 from %2</numerusform>
            <numerusform>%Ln pairs unlinked: %1 from %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) removed: %1 – %2</source>
        <translation>
            <numerusform>%Ln link removed: %1 – %2</numerusform>
            <numerusform>%Ln links removed: %1 – %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln link(s)</source>
        <translation>
            <numerusform>%1 in %Ln link</numerusform>
            <numerusform>%1 in %Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) changed</source>
        <translation>
            <numerusform>%Ln link changed</numerusform>
            <numerusform>%Ln links changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln was/were so already</source>
        <translation>
            <numerusform>%Ln was so already</numerusform>
            <numerusform>%Ln were so already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln row(s) added to %1</source>
        <translation>
            <numerusform>; %Ln row added to %1</numerusform>
            <numerusform>; %Ln rows added to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::HelpWindow</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportDialog</name>
    <message numerus="yes">
        <source>What you decided about %Ln name(s) has not been used yet and would be lost.</source>
        <translation>
            <numerusform>What you decided about %Ln name has not been used yet and would be lost.</numerusform>
            <numerusform>What you decided about %Ln names has not been used yet and would be lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportGesture</name>
    <message numerus="yes">
        <source>%Ln link(s) imported from %1</source>
        <translation>
            <numerusform>%Ln link imported from %1</numerusform>
            <numerusform>%Ln links imported from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln updated</source>
        <translation>
            <numerusform>%Ln updated</numerusform>
            <numerusform>%Ln updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln was/were linked already</source>
        <translation>
            <numerusform>%Ln was linked already</numerusform>
            <numerusform>%Ln were linked already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln twice in the file</source>
        <translation>
            <numerusform>%Ln twice in the file</numerusform>
            <numerusform>%Ln twice in the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) rejected</source>
        <translation>
            <numerusform>%Ln row rejected</numerusform>
            <numerusform>%Ln rows rejected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportProgressPage</name>
    <message numerus="yes">
        <source>%Ln row(s) read</source>
        <translation>
            <numerusform>%Ln row read</numerusform>
            <numerusform>%Ln rows read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportReport</name>
    <message numerus="yes">
        <source>%Ln row(s) read</source>
        <translation>
            <numerusform>%Ln row read</numerusform>
            <numerusform>%Ln rows read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportReportPage</name>
    <message numerus="yes">
        <source>%Ln link(s) imported</source>
        <translation>
            <numerusform>%Ln link imported</numerusform>
            <numerusform>%Ln links imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) imported or updated</source>
        <translation>
            <numerusform>%Ln link imported or updated</numerusform>
            <numerusform>%Ln links imported or updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) rejected; the file that can be saved gives each with its line and reason.</source>
        <translation>
            <numerusform>%Ln row rejected; the file that can be saved gives it with its line and reason.</numerusform>
            <numerusform>%Ln rows rejected; the file that can be saved gives each with its line and reason.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ImportStatus</name>
    <message numerus="yes">
        <source>&amp;Import %Ln link(s)</source>
        <translation>
            <numerusform>&amp;Import %Ln link</numerusform>
            <numerusform>&amp;Import %Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>U&amp;pdate %Ln link(s)</source>
        <translation>
            <numerusform>U&amp;pdate %Ln link</numerusform>
            <numerusform>U&amp;pdate %Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %Ln link(s), update %1</source>
        <translation>
            <numerusform>&amp;Import %Ln link, update %1</numerusform>
            <numerusform>&amp;Import %Ln links, update %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) will be rejected; they can be saved with their reasons.</source>
        <translation>
            <numerusform>%Ln row will be rejected; it can be saved with its reason.</numerusform>
            <numerusform>%Ln rows will be rejected; they can be saved with their reasons.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is rejected; %Ln row(s) linked already or twice in the file.</source>
        <translation>
            <numerusform>Nothing is rejected; %Ln row is linked already or twice in the file.</numerusform>
            <numerusform>Nothing is rejected; %Ln rows are linked already or twice in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) judged so far</source>
        <translation>
            <numerusform>%Ln row judged so far</numerusform>
            <numerusform>%Ln rows judged so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::LinkPanel</name>
    <message numerus="yes">
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::OpeningStates</name>
    <message numerus="yes">
        <source>%Ln table(s) found: %1</source>
        <translation>
            <numerusform>%Ln table found: %1</numerusform>
            <numerusform>%Ln tables found: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::ReferenceField</name>
    <message numerus="yes">
        <source>%Ln row(s) found</source>
        <translation>
            <numerusform>%Ln row found</numerusform>
            <numerusform>%Ln rows found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::RelationshipEditor</name>
    <message numerus="yes">
        <source>%Ln name(s) not found, or not found once, in %1: %2</source>
        <translation>
            <numerusform>%Ln name not found, or not found once, in %1: %2</numerusform>
            <numerusform>%Ln names not found, or not found once, in %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::RowTable</name>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::Session</name>
    <message numerus="yes">
        <source>%Ln waiting gesture(s) not done</source>
        <translation>
            <numerusform>%Ln waiting gesture not done</numerusform>
            <numerusform>%Ln waiting gestures not done</numerusform>
        </translation>
    </message>
</context>
</TS>
