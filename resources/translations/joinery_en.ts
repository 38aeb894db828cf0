<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>joinery::CellData</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::EntityModel</name>
    <message numerus="yes">
        <source>linked %n time(s)</source>
        <translation>
            <numerusform>linked %n time</numerusform>
            <numerusform>linked %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::Gesture</name>
    <message numerus="yes">
        <source>%n link(s) removed</source>
        <translation>
            <numerusform>%n link removed</numerusform>
            <numerusform>%n links removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::GestureText</name>
    <message numerus="yes">
        <source>%n was/were linked already</source>
        <translation>
            <numerusform>%n was linked already</numerusform>
            <numerusform>%n were linked already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is/are no longer there</source>
        <translation>
            <numerusform>%n is no longer there</numerusform>
            <numerusform>%n are no longer there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused: %1</source>
        <translation>
            <numerusform>%n refused: %1</numerusform>
            <numerusform>%n refused: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) linked: %1 with %2</source>
        <translation>
            <numerusform>%n pair linked: %1 with %2</numerusform>
            <numerusform>%n pairs linked: %1 with %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) moved to %1</source>
        <translation>
            <numerusform>%n link moved to %1</numerusform>
            <numerusform>%n links moved to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) copied to %1</source>
        <translation>
            <numerusform>%n link copied to %1</numerusform>
            <numerusform>%n links copied to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) unlinked: %1 from %2</source>
        <translation>
            <numerusform>%n pair unlinked: %1 from %2</numerusform>
            <numerusform>%n pairs unlinked: %1 from %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::LinkPanel</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::MainWindow</name>
    <message numerus="yes">
        <source>Remove %n link(s)?</source>
        <translation>
            <numerusform>Remove %n link?</numerusform>
            <numerusform>Remove %n links?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joinery::OpeningStates</name>
    <message numerus="yes">
        <source>%n table(s) found: %1</source>
        <translation>
            <numerusform>%n table found: %1</numerusform>
            <numerusform>%n tables found: %1</numerusform>
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
        <source>%n waiting gesture(s) not done</source>
        <translation>
            <numerusform>%n waiting gesture not done</numerusform>
            <numerusform>%n waiting gestures not done</numerusform>
        </translation>
    </message>
</context>
</TS>
